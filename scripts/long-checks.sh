#!/usr/bin/env bash
# Tries the faults longer than an ordinary test run does, and prints for each the runs, the faults found and the 95 % upper bound (3/N).
#   scripts/long-checks.sh                  200 kills: 100 on SQLite and 100 on PostgreSQL, 10 at each named point on either, 300 power
#                                           losses on SQLite, and 100 connections cut at COMMIT and crashes of PostgreSQL
#   scripts/long-checks.sh --minutes N      as many kills as N minutes allow, half of them on each database, and as many
#                                           power losses as half of them allow
#   scripts/long-checks.sh --points N ...   N at each named point on either database
#   scripts/long-checks.sh --seed S ...     from this seed; one that failed is tried again so
# and besides 100 simulated worlds on each database and 10,000 races over one batch on PostgreSQL, or as many as these say:
#   OPSPORTAL_SIM_SEEDS=N  OPSPORTAL_SIM_SEED=S (from this seed; alone only this one)  OPSPORTAL_RACE_ROUNDS=N
# and the whole corpus of bad input in every field of every use case and at every address, instead of the share of an ordinary run.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

stores=2
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { stores=1; echo "PostgreSQL is missing: only SQLite is tried."; }
export OPSPORTAL_FAULT_RUNS=$((200 / stores))
export OPSPORTAL_FAULT_POINT_RUNS=10 OPSPORTAL_FAULT_CUT_RUNS=100 OPSPORTAL_FAULT_POWER_RUNS=300
while [ $# -gt 0 ]; do
  case "$1" in
    --minutes) export OPSPORTAL_FAULT_MINUTES=$(awk "BEGIN { print $2 / $stores }"); unset OPSPORTAL_FAULT_RUNS OPSPORTAL_FAULT_POWER_RUNS; shift 2 ;;
    --points) export OPSPORTAL_FAULT_POINT_RUNS=$2; shift 2 ;;
    --seed) export OPSPORTAL_FAULT_SEED=$2; shift 2 ;;
    *) echo "Unknown: $1"; exit 2 ;;
  esac
done

report="$PWD/artifacts/long-checks.txt"
mkdir -p "$(dirname "$report")"
: > "$report"
export OPSPORTAL_FAULT_REPORT=$report

dotnet build tests/OpsPortal.Tests -nologo -v q -clp:ErrorsOnly || exit 1
dotnet test tests/OpsPortal.Tests --no-build -nologo --filter "FullyQualifiedName~OpsPortal.Tests.Faults|FullyQualifiedName~UpgradeTests"
result=$?
[ -n "${OPSPORTAL_SIM_SEED:-}" ] || export OPSPORTAL_SIM_SEEDS=${OPSPORTAL_SIM_SEEDS:-100}
export OPSPORTAL_RACE_ROUNDS=${OPSPORTAL_RACE_ROUNDS:-10000}
dotnet test tests/OpsPortal.Tests --no-build -nologo --filter "FullyQualifiedName~Tests.Simulation" || result=1
OPSPORTAL_INPUT_ALL=1 dotnet test tests/OpsPortal.Tests --no-build -nologo --filter "FullyQualifiedName~Tests.Security.Input|FullyQualifiedName~BankFileFuzz" \
  --logger "console;verbosity=detailed" | grep -E "corpus|endpoints|faults|damaged|Passed!|Failed" || result=1
echo
cat "$report"
echo
echo "A whole day of 200 receipts and 30 exceptions, cleared by keyboard:"
dotnet build tests/OpsPortal.EndToEnd -nologo -v q -clp:ErrorsOnly || exit 1
OPSPORTAL_WHOLE_DAY=1 dotnet test tests/OpsPortal.EndToEnd --no-build -nologo --filter "FullyQualifiedName~ClearTheDay" \
  --logger "console;verbosity=detailed" | grep -E "receipts, |Passed!|Failed|passed|failed" || result=1
exit $result
