#!/usr/bin/env bash
# Compares the server with a bare Kestrel endpoint that sends the same answer; see README.md beside this script.
set -euo pipefail
cd "$(dirname "$0")/.."

pairs=11
seconds=4
warm_up_seconds=8
host=mta-sts.example.localhost
path=/.well-known/mta-sts.txt

for tool in dotnet curl wrk; do
  if ! command -v "$tool" > /dev/null; then
    echo "$tool is missing. On Debian and Ubuntu: apt-get install wrk curl; .NET: https://dot.net." >&2
    exit 1
  fi
done

work=$(mktemp -d)
servers=()
clean_up() {
  if [ ${#servers[@]} -gt 0 ]; then
    kill "${servers[@]}" 2> /dev/null || true
    wait "${servers[@]}" 2> /dev/null || true
  fi
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM

# Starts a program on a port that is free, and sets $url once it listens.
start() {
  local name=$1 log="$work/$1.log"
  : > "$log"
  "artifacts/bin/$name/release/$name" --urls http://127.0.0.1:0 > "$log" 2>&1 &
  servers+=($!)
  for _ in $(seq 100); do
    url=$(sed -n 's/.*Now listening on: //p' "$log")
    [ -z "$url" ] || return 0
    kill -0 "${servers[-1]}" 2> /dev/null || break
    sleep 0.1
  done
  echo "$name did not start:" >&2
  cat "$log" >&2
  exit 1
}

# Saves the body and the headers of the answer, the headers sorted and without the times.
save_answer() {
  curl --silent --show-error --fail --max-time 10 --header "Host: $host" --dump-header "$work/$1.raw" --output "$work/$1.body" "$2$path"
  tr -d '\r' < "$work/$1.raw" | grep -viE '^(date|age):' | sort > "$work/$1.headers"
}

# Prints the requests per second of one round, which must be all answered with success.
measure() {
  wrk --threads 2 --connections 32 --duration "$2s" --header "Host: $host" "$1$path" > "$work/wrk"
  if grep -E 'Non-2xx|Socket errors' "$work/wrk" >&2; then
    exit 1
  fi
  awk '$1 == "Requests/sec:" { print $2 }' "$work/wrk"
}

for project in MtaSts.Server bench/BareKestrel; do
  dotnet build "$project" --configuration Release --verbosity quiet --nologo
done

start MtaSts.Server; app=$url
start BareKestrel; bare=$url
save_answer app "$app"
save_answer bare "$bare"
cmp "$work/app.body" "$work/bare.body"
diff "$work/app.headers" "$work/bare.headers"
echo "Both answer with the same $(wc -c < "$work/app.body") bytes and the same headers."

# The first requests run code that is not yet compiled for good.
measure "$app" "$warm_up_seconds" > /dev/null
measure "$bare" "$warm_up_seconds" > /dev/null

echo "pair  server req/s  bare req/s  ratio"
for pair in $(seq "$pairs"); do
  of_app=$(measure "$app" "$seconds")
  of_bare=$(measure "$bare" "$seconds")
  awk -v pair="$pair" -v app="$of_app" -v bare="$of_bare" \
    'BEGIN { printf "%4d  %9.0f  %10.0f  %5.3f\n", pair, app, bare, app / bare }' | tee -a "$work/rounds"
done
sort -k4,4n "$work/rounds" | awk '{ ratio[NR] = $4 } END { printf "median ratio %.3f\n", (ratio[int((NR + 1) / 2)] + ratio[int(NR / 2) + 1]) / 2 }'
