#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/outputs.sh --resource-group GROUP --name DEPLOYMENT OUTPUT…

Writes outputs of a deployment as NAME=VALUE lines; in a pipeline later steps read them as $(NAME).
TEXT
}

group='' name='' wanted=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --resource-group) group=$(value_of "$@"); shift 2 ;;
    --name) name=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    -*) usage_error "Unknown: $1" ;;
    *) wanted+=("$1"); shift ;;
  esac
done
required --resource-group "$group"
required --name "$name"
((${#wanted[@]} > 0)) || usage_error "Name an output."
required_program az "See https://learn.microsoft.com/cli/azure/install-azure-cli."
required_program jq "On Debian and Ubuntu: apt-get install jq."

outputs=$(az deployment group show --resource-group "$group" --name "$name" --query properties.outputs --output json) ||
  fail "There is no deployment $name in $group, or this identity may not see it. Deploy the infrastructure first."
[[ $outputs == '{'* ]] || fail "The deployment $name has no outputs; it did not succeed."

for output in "${wanted[@]}"; do
  value=$(jq --raw-output --exit-status --arg name "$output" '.[$name].value | select(type == "string")' <<<"$outputs") ||
    fail "The deployment $name has no output $output."
  printf '%s=%s\n' "$output" "$value"
  set_variable "$output" "$value"
done
