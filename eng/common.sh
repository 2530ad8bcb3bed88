# shellcheck shell=bash
# Sourced by the scripts beside it: how they read options, speak and end. Exit codes are those of mta-sts: 1 wrong usage, 2 failed, 3 findings.

set -euo pipefail

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 2
}

usage_error() {
  say "$*"
  usage >&2
  exit 1
}

# The value of the option that comes first: x=$(value_of "$@").
value_of() {
  [[ $# -ge 2 && -n $2 && $2 != --* ]] || usage_error "$1 needs a value."
  printf '%s' "$2"
}

required() {
  [[ -n $2 ]] || usage_error "$1 is missing."
}

required_file() {
  [[ -f $2 ]] || fail "$1: there is no file $2."
}

required_number() {
  [[ $2 =~ ^[0-9]+$ ]] || usage_error "$1 must be a number, not '$2'."
}

required_program() {
  command -v "$1" >/dev/null || fail "$1 is not installed. $2"
}

# What a later step of an Azure pipeline reads as $(NAME); elsewhere nothing.
set_variable() {
  if [[ -n ${TF_BUILD:-} ]]; then
    printf '##vso[task.setvariable variable=%s]%s\n' "$1" "$2"
  fi
}

# Domains of a list, one a line, as the project writes them everywhere; blank lines and those that begin with # do not count.
read_domains() {
  local line number=0 status=0
  while IFS= read -r line || [[ -n $line ]]; do
    number=$((number + 1))
    line=${line%$'\r'}
    if [[ -z $line || $line == '#'* ]]; then
      continue
    fi

    if [[ ! $line =~ ^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+$ ]]; then
      say "$1, line $number: '$line' is not a domain in lower-case A-label form (xn--… for other letters), without mta-sts. before it."
      status=2
      continue
    fi

    printf '%s\n' "$line"
  done <"$1"
  return "$status"
}

# Runs a command until it succeeds: try ATTEMPTS SECONDS COMMAND…
try() {
  local attempts=$1 delay=$2 attempt
  shift 2
  for ((attempt = 1; attempt <= attempts; attempt++)); do
    if "$@"; then
      return 0
    fi

    if ((attempt < attempts)); then
      say "Attempt $attempt of $attempts failed; the next one in $delay seconds."
      sleep "$delay"
    fi
  done
  return 2
}
