#!/usr/bin/env bash
# Compares the cold start of the app with that of an empty function app; see README.md beside this script.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for project in bench/EmptyFunction MtaSts.Functions; do
  dotnet publish "$project" --configuration Release --use-current-runtime --no-self-contained -p:PublishReadyToRun=true \
    --output "$work/${project##*/}" --verbosity quiet --nologo
done
dotnet run --project bench/ColdStart --configuration Release -- 15 "$work/EmptyFunction" "$work/MtaSts.Functions" "$@"
