#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/pack.sh --folder FOLDER --output ZIP

Packs a published app into a zip, folders that begin with a dot included, and sees that nothing is missing that the host needs.

  --folder FOLDER   what dotnet publish has written
  --output ZIP      the zip to write; an existing one is replaced
TEXT
}

folder='' output=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --folder) folder=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --folder "$folder"
required --output "$output"

[[ -d $folder ]] || fail "--folder: there is no folder $folder."
required_program zip "On Debian and Ubuntu: apt-get install zip."
required_program unzip "On Debian and Ubuntu: apt-get install unzip."

mkdir -p "$(dirname "$output")"
rm -f "$output"
zip="$(cd "$(dirname "$output")" && pwd)/$(basename "$output")"

# A dot and not a star: a star leaves .azurefunctions out, and the app then has no functions.
(cd "$folder" && zip --quiet --recurse-paths -X "$zip" .) || fail "$output could not be written."

needed=(host.json MtaSts.Functions.dll functions.metadata worker.config.json .azurefunctions/)
names=$(unzip -Z1 "$zip")
for name in "${needed[@]}"; do
  if ! grep --quiet --fixed-strings --line-regexp -e "$name" <<<"$names"; then
    rm -f "$zip"
    fail "The published app has no $name; the Functions host could not run it."
  fi
done

# Where the policies are is said by the deployment; the settings of a developer's machine may hold a secret.
for name in local.settings.json policies/; do
  if grep --quiet --fixed-strings --line-regexp -e "$name" <<<"$names"; then
    rm -f "$zip"
    fail "The published app has $name, which must not leave this machine."
  fi
done

say "$output: $(wc -l <<<"$names") entries, $(wc -c <"$zip") bytes."
