#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/lint-bicep.sh [--folder FOLDER]

Lints every Bicep file and builds every parameter file, with the Bicep of the Azure CLI.

  --folder FOLDER   where they are (default: infra)
TEXT
}

folder="$(dirname "${BASH_SOURCE[0]}")/../infra"
while [[ $# -gt 0 ]]; do
  case $1 in
    --folder) folder=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
[[ -d $folder ]] || fail "--folder: there is no folder $folder."
required_program az "See https://learn.microsoft.com/cli/azure/install-azure-cli."

mapfile -d '' -t files < <(find "$folder" \( -name '*.bicep' -o -name '*.bicepparam' \) -print0 | sort -z)
((${#files[@]} > 0)) || fail "There is no Bicep file in $folder."

status=0
for file in "${files[@]}"; do
  case $file in
    *.bicep) az bicep lint --file "$file" || status=2 ;;
    *) az bicep build-params --file "$file" --stdout >/dev/null || status=2 ;;
  esac
done
((status == 0)) || fail "Bicep files have faults, see above."
say "${#files[@]} files, no fault."
