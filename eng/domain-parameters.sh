#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/domain-parameters.sh --app NAME --plan PLAN --domains LIST --bound LIST --output FILE [--template FILE]

Writes the parameter file that binds the domains of a list to an app: those that it has not bound with TLS yet. On FlexConsumption all
of them, because the template counts them there; those that are bound are marked, or the binding would lose TLS for a while.

  --domains LIST    file of the domains to host, one a line
  --bound LIST      file of the domains that are bound with TLS (eng/bound-domains.sh)
  --output FILE     the .bicepparam file to write; none when there is nothing to bind
  --template FILE   what it is for (default: infra/domain.bicep)

In a pipeline the variable newDomains says how many there are to bind.
TEXT
}

app='' plan='' list='' bound='' output='' template="$(dirname "${BASH_SOURCE[0]}")/../infra/domain.bicep"
while [[ $# -gt 0 ]]; do
  case $1 in
    --app) app=$(value_of "$@"); shift 2 ;;
    --plan) plan=$(value_of "$@"); shift 2 ;;
    --domains) list=$(value_of "$@"); shift 2 ;;
    --bound) bound=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --template) template=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --app "$app"
required --plan "$plan"
required --domains "$list"
required --bound "$bound"
required --output "$output"
[[ $app =~ ^[A-Za-z0-9-]+$ ]] || usage_error "--app: '$app' is not the name of an app."
case $plan in
  WindowsConsumption | FlexConsumption | Basic | ElasticPremium) ;;
  *) usage_error "--plan must be WindowsConsumption, FlexConsumption, Basic or ElasticPremium, not '$plan'." ;;
esac
required_file --domains "$list"
required_file --bound "$bound"
required_file --template "$template"

domains=$(read_domains "$list") || fail "$list has faults; nothing was written."
bound_domains=$(read_domains "$bound") || fail "$bound has faults; nothing was written."
is_bound() { grep --quiet --fixed-strings --line-regexp -e "$1" <<<"$bound_domains"; }

new=0 lines=''
while IFS= read -r domain; do
  if [[ -z $domain ]]; then
    continue
  elif ! is_bound "$domain"; then
    new=$((new + 1))
    lines+="  { domain: '$domain', isBound: false }"$'\n'
  elif [[ $plan == FlexConsumption ]]; then
    lines+="  { domain: '$domain', isBound: true }"$'\n'
  fi
done < <(sort --unique <<<"$domains")

while IFS= read -r domain; do
  if [[ -n $domain ]] && ! grep --quiet --fixed-strings --line-regexp -e "$domain" <<<"$domains"; then
    say "Left alone: $domain is bound, but not in $list. See docs/roll-out.md, Remove."
  fi
done <<<"$bound_domains"

set_variable newDomains "$new"
rm -f "$output"
if ((new == 0)); then
  say "There is nothing to bind."
  exit 0
fi

mkdir -p "$(dirname "$output")"
printf "using '%s'\n\nparam appName = '%s'\n\nparam hostingPlan = '%s'\n\nparam domains = [\n%s]\n" \
  "$(realpath --relative-to "$(dirname "$output")" "$template")" "$app" "$plan" "$lines" >"$output"
say "$output: $new to bind."
