#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/publish.sh --runtime RUNTIME --output ZIP [--flavour azure|kestrel]

Publishes the app for a runtime, compiled ahead (ReadyToRun), and packs it into a zip.

  --runtime RUNTIME   win-x64 (Windows Consumption, Basic, Elastic Premium) or linux-x64 (Flex Consumption)
  --output ZIP        the zip to write; an existing one is replaced
  --flavour FLAVOUR   azure (default) for Azure Functions, kestrel for a container or a machine
TEXT
}

runtime='' output='' flavour=azure
while [[ $# -gt 0 ]]; do
  case $1 in
    --runtime) runtime=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --flavour) flavour=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --runtime "$runtime"
required --output "$output"
[[ $runtime == win-x64 || $runtime == linux-x64 ]] || usage_error "--runtime must be win-x64 or linux-x64, not '$runtime'."
[[ $flavour == azure || $flavour == kestrel ]] || usage_error "--flavour must be azure or kestrel, not '$flavour'."

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

dotnet publish "$root/MtaSts.Functions" --configuration Release --runtime "$runtime" --no-self-contained --nologo \
  -p:PublishReadyToRun=true "-p:FunctionsHost=$flavour" --output "$folder" || fail "The app could not be published."
"$root/eng/pack.sh" --folder "$folder" --output "$output" --flavour "$flavour"
