#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/bind-domains.sh --resource-group GROUP --name NAME --app APP --plan PLAN --domains LIST --bound LIST --output FILE

Binds the domains of a list that an app has not bound with TLS yet, each by a deployment of its own, one after the other: a domain whose
DNS is not right yet keeps no other from being bound. Exit code 2 when there were such domains; what is bound stays.

  --name NAME       name of the deployments
  --plan PLAN       WindowsConsumption, FlexConsumption, Basic or ElasticPremium
  --domains LIST    file of the domains to host, one a line
  --bound LIST      file of the domains that are bound with TLS (eng/bound-domains.sh)
  --output FILE     where the parameter file of each deployment is written (eng/domain-parameters.sh)
TEXT
}

group='' name='' app='' plan='' list='' bound='' output=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --resource-group) group=$(value_of "$@"); shift 2 ;;
    --name) name=$(value_of "$@"); shift 2 ;;
    --app) app=$(value_of "$@"); shift 2 ;;
    --plan) plan=$(value_of "$@"); shift 2 ;;
    --domains) list=$(value_of "$@"); shift 2 ;;
    --bound) bound=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --resource-group "$group"
required --name "$name"
required --app "$app"
required --plan "$plan"
required --domains "$list"
required --bound "$bound"
required --output "$output"
required_file --domains "$list"
required_file --bound "$bound"

domains=$(read_domains "$list") || fail "$list has faults; nothing was bound."
bound_domains=$(read_domains "$bound") || fail "$bound has faults; nothing was bound."
scripts=$(dirname "${BASH_SOURCE[0]}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

done_count=0 failed=()
while IFS= read -r domain; do
  if [[ -z $domain ]] || grep --quiet --fixed-strings --line-regexp -e "$domain" <<<"$bound_domains"; then
    continue
  fi

  # With those that are bound: Flex Consumption has a limit for all together.
  printf '%s\n' "$bound_domains" >"$work/bound"
  printf '%s\n' "$bound_domains" "$domain" >"$work/domains"
  if "$scripts/domain-parameters.sh" --app "$app" --plan "$plan" --domains "$work/domains" --bound "$work/bound" --output "$output" >/dev/null &&
    "$scripts/deploy.sh" --resource-group "$group" --name "$name" --parameters "$output" </dev/null; then
    say "Bound: mta-sts.$domain"
    bound_domains+=$'\n'$domain
    done_count=$((done_count + 1))
  else
    say "Not bound: mta-sts.$domain"
    failed+=("$domain")
  fi
done < <(sort --unique <<<"$domains")

if ((${#failed[@]} > 0)); then
  fail "$done_count bound, ${#failed[@]} not: ${failed[*]}. Fix the errors above (docs/operate.md, Certificates), then run this again."
fi
say "$done_count bound."
