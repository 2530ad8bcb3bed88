#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/check.sh --app HOST --store URI --output FOLDER [--domains LIST] [--since FILE]

Checks hosted domains as a sender sees them, and writes report.html, junit.xml and last.json into a folder. Exit code 3 when there
are errors that the last check did not have.

  --app HOST        host name of the app
  --store URI       table endpoint of the store; you need the role Storage Table Data Reader on it
  --output FOLDER   where to write
  --domains LIST    file of the domains to check, one a line, where several apps share the store; empty or left out: all of the store
  --since FILE      last.json of the check before; where there is none, all errors count as new

In a pipeline the variable checked is true when there is a last.json to keep, and the run gets the tag checked.
TEXT
}

app='' store='' output='' list='' since=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --app) app=$(value_of "$@"); shift 2 ;;
    --store) store=$(value_of "$@"); shift 2 ;;
    --output) output=$(value_of "$@"); shift 2 ;;
    --domains) if [[ -n ${2-x} ]]; then list=$(value_of "$@"); fi; shift 2 ;;
    --since) since=$(value_of "$@"); shift 2 ;;
    --help) usage; exit 0 ;;
    *) usage_error "Unknown: $1" ;;
  esac
done
required --app "$app"
required --store "$store"
required --output "$output"
if [[ -n $list ]]; then
  required_file --domains "$list"
fi
required_program mta-sts "Run eng/install-tool.sh and put its folder on PATH."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
answer=$work/answer
which=(--all)
if [[ -n $list ]]; then
  read_domains "$list" >"$work/domains" || fail "$list has faults; no domain was checked."
  [[ -s $work/domains ]] || fail "$list names no domain."
  which=(--file "$work/domains")
fi

mkdir -p "$output"
rm -f "$output/last.json"
arguments=("${which[@]}" --app "$app" --html "$output/report.html" --junit "$output/junit.xml" --output json)
if [[ -n $since && -s $since ]]; then
  arguments+=(--since "$since")
else
  say "There is no earlier check to compare with: all errors count as new."
fi

status=0
PolicyStorage__tableServiceUri=$store mta-sts check "${arguments[@]}" >"$answer" || status=$?
case $status in
  0) say "No new error." ;;
  3) say "There are new errors: see report.html." ;;
  *) fail "mta-sts check ended with $status: it could not check." ;;
esac
[[ -s $answer ]] || fail "mta-sts check said nothing."

cp "$answer" "$output/last.json"
set_variable checked true
if [[ -n ${TF_BUILD:-} ]]; then
  printf '##vso[build.addbuildtag]checked\n'
fi
exit "$status"
