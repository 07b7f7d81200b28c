#!/usr/bin/env bash
# Builds with warnings as errors, runs every test, and ends with "N passed, N failed, N skipped".
#   scripts/test.sh [--install] [name ...]   --install: install missing system packages (done unasked as root); name: only these test projects
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

install=0
[ "$(id -u)" = 0 ] && install=1
names=()
for word in "$@"; do
  if [ "$word" = --install ]; then install=1; else names+=("$word"); fi
done
[ ${#names[@]} -gt 0 ] || names=(OpsPortal.Domain.Tests OpsPortal.Tests OpsPortal.EndToEnd)

# What the tests use: browser journeys, PostgreSQL, a virus scanner, and looking into PDF files. Without one, its tests are skipped and say so.
missing=()
[ -x /usr/bin/chromium ] || [ -x /usr/bin/chromium-browser ] || [ -x /usr/bin/google-chrome ] || missing+=(chromium)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ -x /usr/sbin/clamd ] || missing+=(clamav-daemon)
command -v qpdf >/dev/null || missing+=(qpdf)
command -v pdftotext >/dev/null || missing+=(poppler-utils)
ls /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf >/dev/null 2>&1 || missing+=(fonts-dejavu-core)
ls /usr/lib/*/libsqlite3.so.0 >/dev/null 2>&1 || [ "$(uname -s)" != Linux ] || missing+=(libsqlite3-0)
if [ ${#missing[@]} -gt 0 ]; then
  if [ $install = 1 ] && command -v apt-get >/dev/null; then
    sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
    echo "Installing ${missing[*]} ..."
    { $sudo apt-get update -q && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -q -y --no-install-recommends "${missing[@]}"; } >/dev/null \
      || echo "Could not install ${missing[*]}; the tests that need them are skipped."
  else
    echo "Missing: ${missing[*]}. The tests that need them are skipped; scripts/test.sh --install installs them."
  fi
fi

results="$PWD/artifacts/test-results"
rm -rf "$results"
mkdir -p "$results"

if ! dotnet build OpsPortal.sln -nologo -v q -clp:ErrorsOnly -warnaserror; then
  echo "The build failed."
  echo "0 passed, 1 failed, 0 skipped"
  exit 1
fi

broken=0
for name in "${names[@]}"; do
  echo "== $name"
  dotnet test "tests/$name" --no-build -nologo --logger "trx;LogFileName=$name.trx" --results-directory "$results" \
    || echo "$name ended with failures."
  [ -s "$results/$name.trx" ] || { echo "$name left no results."; broken=$((broken + 1)); }
done

count() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | tr -dc '0-9\n' | awk '{ sum += $1 } END { print sum + 0 }'; }
total=$(count total)
executed=$(count executed)
passed=$(count passed)
failed=$((executed - passed + broken))
skipped=$((total - executed))

if [ "$skipped" -gt 0 ]; then
  echo "Skipped:"
  cat "$results"/*.trx | grep -o 'testName="[^"]*"[^>]*outcome="NotExecuted"' | sed 's/testName="\([^"]*\)".*/  \1/' | sort
  grep -ho '<Message>No [^<]*' "$results"/*.trx | sed 's/<Message>/  reason: /' | sort -u
  if [ "${CI:-}" = true ]; then
    echo "In CI nothing may be skipped."
    failed=$((failed + skipped))
    skipped=0
  fi
fi

scripts/known-holes.sh

echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
