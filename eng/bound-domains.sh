#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/bound-domains.sh --resource-group GROUP --app NAME [--output FILE]

Asks an app for which domains it has mta-sts.<domain> bound with TLS (SNI), and writes them, one a line.

  --output FILE   where to write them (default: standard output)
TEXT
}

group='' app='' output=/dev/stdout
while [[ $# -gt 0 ]]; do
  case $1 in
    --resource-group) group=$(value_of "$@"); shift 2 ;;
    --app) app=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --resource-group "$group"
required --app "$app"
required_program az "See https://learn.microsoft.com/cli/azure/install-azure-cli."

# Not az functionapp show: it answers in another shape on Flex Consumption, where no domain would seem bound, and binding drops TLS first.
states=$(az resource show --resource-group "$group" --name "$app" --resource-type Microsoft.Web/sites \
  --query "properties.hostNameSslStates[].[sslState,name]" --output tsv) ||
  fail "There is no app $app in $group, or this identity may not see it. Deploy the infrastructure first."
[[ -n $states ]] || fail "$app does not say which host names it has, not even its own."
tr -d '\r' <<<"$states" | tr '[:upper:]' '[:lower:]' | sed -n $'s/^snienabled\tmta-sts\\.//p' | sort --unique >"$output"
