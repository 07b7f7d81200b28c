#!/usr/bin/env bash
# Makes docs/pictures/ anew from the running app: opens every page of the demo in a real browser and keeps the ones that the README shows.
# Usage: scripts/pictures.sh [folder for the pictures of all pages]
set -euo pipefail
cd "$(dirname "$0")/.."
all=${1:-$(mktemp -d)}
mkdir -p "$all" docs/pictures
dotnet build tests/OpsPortal.EndToEnd -v q -nologo
OPSPORTAL_SCREENSHOTS="$all" dotnet test tests/OpsPortal.EndToEnd --no-build --nologo -v q --filter "FullyQualifiedName~EveryPageTests"
keep() { cp "$all/$1.png" "docs/pictures/$2.png"; }
keep desk-1440 desk
keep milestones--Id-guid-1440 milestone
keep payouts-eligibility-1440 eligibility
keep payouts-batches--Id-guid-1440 batch
keep payouts-batches--Id-guid-390 batch-phone
keep ledger-1440 ledger
keep trace-1440 trace
keep close--EntityCode---Month-1440 close
keep reconciliation-1440 reconciliation
echo "docs/pictures/ is made; every page stands in $all."
