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

names=$(az functionapp show --resource-group "$group" --name "$app" \
  --query "hostNameSslStates[?sslState=='SniEnabled'].name" --output tsv) ||
  fail "There is no app $app in $group, or this identity may not see it. Deploy the infrastructure first."
tr -d '\r' <<<"$names" | tr '[:upper:]' '[:lower:]' | { grep '^mta-sts\.' || true; } | sed 's/^mta-sts\.//' | sort --unique >"$output"
