#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/deploy.sh --resource-group GROUP --name NAME --parameters FILE [--domains LIST] [--set NAME=VALUE]… [--what-if REPORT]

Deploys a Bicep parameter file to a resource group, or shows what that would change. The same options for both, so that what is
deployed is what was shown.

  --resource-group GROUP   must exist
  --name NAME              name of the deployment; eng/outputs.sh asks for its outputs by it
  --parameters FILE        a .bicepparam file; its template is the one that it uses
  --domains LIST           file of domains, one a line, given as parameter domains unless it is empty
  --set NAME=VALUE         another parameter, instead of the file's
  --what-if REPORT         deploy nothing; write what would change to this file (Markdown)
TEXT
}

group='' name='' parameters='' list='' report='' overrides=()
while [[ $# -gt 0 ]]; do
  case $1 in
    --resource-group) group=$(value_of "$@"); shift 2 ;;
    --name) name=$(value_of "$@"); shift 2 ;;
    --parameters) parameters=$(value_of "$@"); shift 2 ;;
    --domains) list=$(value_of "$@"); shift 2 ;;
    --set) overrides+=("$(value_of "$@")"); shift 2 ;;
    --what-if) report=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --resource-group "$group"
required --name "$name"
required --parameters "$parameters"
for override in "${overrides[@]}"; do
  [[ $override =~ ^[A-Za-z][A-Za-z0-9]*= ]] || usage_error "--set needs NAME=VALUE, not '$override'."
done
required_file --parameters "$parameters"
if [[ -n $list ]]; then
  required_file --domains "$list"
  domains=$(read_domains "$list") || fail "$list has faults; nothing was deployed."
  if [[ -n $domains ]]; then
    overrides+=("domains=[\"${domains//$'\n'/\",\"}\"]")
  fi
fi
required_program az "See https://learn.microsoft.com/cli/azure/install-azure-cli."

exists=$(az group exists --name "$group" --output tsv) || fail "The subscription does not answer. Run az login, and az account set."
if [[ ${exists%$'\r'} != true ]]; then
  fail "There is no resource group $group, or this identity may not see it. Create it: az group create --name $group --location LOCATION"
fi

arguments=(--resource-group "$group" --name "$name" --parameters "$parameters")
for override in "${overrides[@]}"; do
  arguments+=(--parameters "$override")
done

if [[ -z $report ]]; then
  az deployment group create "${arguments[@]}" --output none || fail "The deployment $name failed; what it has changed until then stays. Fix the cause, then run it again."
  say "Deployed $name to $group."
  exit 0
fi

changes=$(AZURE_CORE_NO_COLOR=true az deployment group what-if "${arguments[@]}" --exclude-change-types Ignore NoChange) ||
  fail "What would change could not be found out; see above."
[[ -n $changes ]] || fail "What would change could not be found out: the answer was empty."
mkdir -p "$(dirname "$report")"
{
  printf '# What %s would change in %s\n\n```diff\n' "$name" "$group"
  # Colours that come all the same are no text.
  printf '%s\n' "$changes" | sed $'s/\x1b\\[[0-9;]*m//g; s/\r$//'
  printf '```\n'
} >"$report"
cat "$report"
if [[ -n ${TF_BUILD:-} ]]; then
  printf '##vso[task.uploadsummary]%s\n' "$(realpath "$report")"
fi
