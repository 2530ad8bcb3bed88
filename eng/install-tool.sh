#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/install-tool.sh --folder FOLDER

Builds mta-sts from this checkout into a folder. In a pipeline, later steps find it as mta-sts.
TEXT
}

folder=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --folder) folder=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --folder "$folder"

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
dotnet publish "$root/MtaSts.Cli" --configuration Release --nologo --output "$folder" || fail "mta-sts could not be built."
"$folder/mta-sts" --version || fail "mta-sts does not run."
if [[ -n ${TF_BUILD:-} ]]; then
  printf '##vso[task.prependpath]%s\n' "$(cd "$folder" && pwd)"
fi
