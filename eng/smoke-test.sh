#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/smoke-test.sh --app HOST --domains LIST [--junit FILE] [--health URL] [--attempts N] [--delay SECONDS]

Waits until an app is well, then checks its domains as a sender sees them. Says how to go back when they fail; exit code 3 then.

  --app HOST        host name of the app
  --domains LIST    file of the domains that are bound to it, one a line (eng/bound-domains.sh); empty: only its health is checked
  --junit FILE      where to write the results for a pipeline
  --health URL      instead of https://HOST/health
  --attempts N      how often the health is asked for (default: 20)
  --delay SECONDS   how long to wait in between (default: 15)
TEXT
}

app='' list='' junit='' health='' attempts=20 delay=15
while [[ $# -gt 0 ]]; do
  case $1 in
    --app) app=$(value_of "$@"); shift 2 ;;
    --domains) list=$(value_of "$@"); shift 2 ;;
    --junit) junit=$(value_of "$@"); shift 2 ;;
    --health) health=$(value_of "$@"); shift 2 ;;
    --attempts) attempts=$(value_of "$@"); shift 2 ;;
    --delay) delay=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --app "$app"
required --domains "$list"
required_number --attempts "$attempts"
required_number --delay "$delay"
required_file --domains "$list"
required_program curl "On Debian and Ubuntu: apt-get install curl."
required_program mta-sts "Run eng/install-tool.sh and put its folder on PATH."

advise() {
  cat >&2 <<'TEXT'

How to go back:
- The app: open the last run of this pipeline whose smoke test passed and rerun its stage "Deploy the app" alone; its package is kept
  with the run. From your own machine: eng/deploy-app.sh with that package.
- A policy: mta-sts history DOMAIN, then mta-sts rollback DOMAIN --reason "…"; then mta-sts publish DOMAIN --wait.
- DNS or a certificate: the findings say what to change; an older package would not help.
Until then senders that have fetched a policy keep it, and mail is not lost (RFC 8461 §5.1).
TEXT
}

# Not --fail alone: a redirect to a sign-in is no answer either.
# shellcheck disable=SC2317,SC2329
is_well() {
  local status
  status=$(curl --silent --show-error --max-time 30 --output /dev/null --write-out '%{http_code}' "$1") && [[ $status == 200 ]]
}

try "$attempts" "$delay" is_well "${health:-https://$app/health}" || {
  advise
  fail "$app is not well: it does not answer 200 at /health. Its store may refuse it, or the app does not start; AppExceptions and AppTraces of its Log Analytics workspace say which."
}

file=$(mktemp)
trap 'rm -f "$file"' EXIT
read_domains "$list" >"$file" || fail "$list has faults; no domain was checked."
if [[ ! -s $file ]]; then
  say "$app is well. No domain is bound to it yet, so none was checked."
  exit 0
fi

arguments=(--file "$file" --app "$app")
if [[ -n $junit ]]; then
  mkdir -p "$(dirname "$junit")"
  arguments+=(--junit "$junit")
fi

status=0
mta-sts check "${arguments[@]}" || status=$?
if ((status != 0)); then
  advise
  ((status == 3)) || fail "mta-sts check ended with $status: it could not check."
fi
exit "$status"
