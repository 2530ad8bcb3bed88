#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/dns-parameters.sh --phase names|all --app HOST --verification-id ID --domains LIST --output FILE
                             [--rua URI] [--move] [--template FILE]

Writes the parameter file of DNS records for zones in Azure DNS, with mta-sts dns; the store is the one that PolicyStorage__… names.
Nothing is written when mta-sts.<domain> of one leads to another host today, which would lose it before the app is bound to it.

  --phase PHASE          names: what binding needs (asuid.mta-sts, mta-sts), before it; all: also _mta-sts and _smtp._tls, when the
                         policy is served (RFC 8461 §8.1)
  --app HOST             host name of the app
  --verification-id ID   the app's customDomainVerificationId
  --domains LIST         file of the domains, one a line; each must have a policy in the store
  --output FILE          the .bicepparam file to write
  --rua URI              where TLS reports go; empty or left out: no _smtp._tls
  --move                 for domains that lead to another host, too (docs/coming-from.md)
  --template FILE        what it is for (default: infra/dns.bicep)
TEXT
}

phase='' app='' id='' list='' output='' rua='' move='' template="$(dirname "${BASH_SOURCE[0]}")/../infra/dns.bicep"
while [[ $# -gt 0 ]]; do
  case $1 in
    --phase) phase=$(value_of "$@"); shift 2 ;;
    --app) app=$(value_of "$@"); shift 2 ;;
    --verification-id) id=$(value_of "$@"); shift 2 ;;
    --domains) list=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --rua) if [[ -n ${2-x} ]]; then rua=$(value_of "$@"); fi; shift 2 ;;
    --move) move=true; shift ;;
    --template) template=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --phase "$phase"
required --app "$app"
required --verification-id "$id"
required --domains "$list"
required --output "$output"
[[ $phase == names || $phase == all ]] || usage_error "--phase must be names or all, not '$phase'."
required_file --domains "$list"
required_file --template "$template"
required_program mta-sts "Run eng/install-tool.sh and put its folder on PATH."

text=$(read_domains "$list") || fail "$list has faults; nothing was written."
[[ -n $text ]] || fail "$list names no domain."
mapfile -t domains <<<"$text"

if [[ -z $move ]]; then
  required_program jq "On Debian and Ubuntu: apt-get install jq."
  status=0
  report=$(mta-sts check --file - --app "$app" --output json <<<"$text") || status=$?
  ((status == 0 || status == 3)) || fail "Where the domains lead today could not be found out; nothing was written. Without asking: --move."
  elsewhere=$(jq --raw-output '.domains[] | select(any(.parts[].findings[]; .code == "MTASTS406")) | .domain' <<<"$report") ||
    fail "mta-sts check wrote no report; nothing was written."
  if [[ -n $elsewhere ]]; then
    fail "These domains have another policy host, which would be lost before the app is bound: ${elsewhere//$'\n'/ }. See docs/coming-from.md, or say --move. Nothing was written."
  fi
fi

arguments=("${domains[@]}" --app "$app" --verification-id "$id" --format bicep)
if [[ -n $rua ]]; then
  arguments+=(--rua "$rua")
fi
records=$(mta-sts dns "${arguments[@]}") || fail "The records could not be found out; nothing was written."
[[ $records == "using './dns.bicep'"* ]] || fail "mta-sts dns wrote no parameter file."

mkdir -p "$(dirname "$output")"
relative=$(realpath --relative-to "$(dirname "$output")" "$template")
{
  if [[ $phase == all ]]; then
    sed "1s|.*|using '$relative'|" <<<"$records"
  else
    sed "1s|.*|using '$relative'|; s|^param domains = |var all = |" <<<"$records"
    printf "\n// Records whose names begin with _ tell senders to come: not before the policy is served.\n"
    printf "param domains = map(all, domain => { domain: domain.domain, zone: domain.zone, records: filter(domain.records, record => !startsWith(record.name, '_')) })\n"
  fi
} >"$output"
say "$output: ${#domains[@]} domains."
