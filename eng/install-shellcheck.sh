#!/usr/bin/env bash
# shellcheck source=eng/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
Usage: eng/install-shellcheck.sh

Installs shellcheck, with which the tests look at the scripts in eng, where it is missing (Debian, Ubuntu; asks for sudo).
TEXT
}

case ${1:-} in
  '') ;;
  --help) usage; exit 0 ;;
  *) usage_error "Unknown: $1" ;;
esac

if command -v shellcheck >/dev/null; then
  say "shellcheck is installed."
  exit 0
fi

sudo apt-get update || fail "The package lists could not be fetched."
sudo apt-get install --yes shellcheck || fail "shellcheck could not be installed."
