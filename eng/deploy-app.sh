#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/deploy-app.sh --resource-group GROUP --app NAME --package ZIP --package-url URL [--attempts N] [--delay SECONDS]

Deploys the app where it runs from a package in its storage account (Windows Consumption, Elastic Premium): uploads the zip with your
own identity, restarts the app, and syncs its triggers. You need the role Storage Blob Data Contributor on the container.

  --package ZIP       what eng/pack.sh has written
  --package-url URL   the blob that the app runs from: output packageUrl of infra/main.bicep
  --attempts N        how often each step is tried (default: 10); a new role takes some minutes to count
  --delay SECONDS     how long to wait in between (default: 30)
TEXT
}

group='' app='' package='' url='' attempts=10 delay=30
while [[ $# -gt 0 ]]; do
  case $1 in
    --resource-group) group=$(value_of "$@"); shift 2 ;;
    --app) app=$(value_of "$@"); shift 2 ;;
    --package) package=$(value_of "$@"); shift 2 ;;
    --package-url) url=$(value_of "$@"); shift 2 ;;
    --attempts) attempts=$(value_of "$@"); shift 2 ;;
    --delay) delay=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --resource-group "$group"
required --app "$app"
required --package "$package"
required --package-url "$url"
required_number --attempts "$attempts"
required_number --delay "$delay"
[[ $url =~ ^https://([a-z0-9]+)\.blob\.[a-z0-9.-]+/([a-z0-9-]+)/([A-Za-z0-9._-]+)$ ]] ||
  usage_error "--package-url must be https://ACCOUNT.blob.…/CONTAINER/BLOB, not '$url'."
account=${BASH_REMATCH[1]} container=${BASH_REMATCH[2]} blob=${BASH_REMATCH[3]}
required_file --package "$package"
required_program az "See https://learn.microsoft.com/cli/azure/install-azure-cli."

# Before anything is changed: an app that is not there cannot be restarted.
id=$(az functionapp show --resource-group "$group" --name "$app" --query id --output tsv) ||
  fail "There is no app $app in $group, or this identity may not see it. Nothing was changed."
id=${id%$'\r'}
[[ $id == /subscriptions/* ]] || fail "The id of $app is '$id', which is not a resource id. Nothing was changed."

try "$attempts" "$delay" az storage blob upload --auth-mode login --account-name "$account" --container-name "$container" --name "$blob" \
  --file "$package" --overwrite true --no-progress --output none ||
  fail "The package could not be uploaded; the app runs on as it was. Has this identity the role Storage Blob Data Contributor on $container?"
try "$attempts" "$delay" az functionapp restart --resource-group "$group" --name "$app" --output none ||
  fail "The package is uploaded, but $app could not be restarted: it takes the package when it starts next."

# With a package from a URL nobody else tells the front ends which functions there are.
try "$attempts" "$delay" az rest --method post --url "$id/syncfunctiontriggers?api-version=2024-11-01" --output none ||
  fail "$app is restarted, but its triggers could not be synced: it may answer 404 until they are. Run this again."
say "Deployed $package to $app."
