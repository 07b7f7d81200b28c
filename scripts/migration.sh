#!/usr/bin/env bash
# Adds one migration to all three databases, or makes the first one anew.
#   scripts/migration.sh AddBuyerPhone
#   scripts/migration.sh --recreate        removes all migrations and writes one called Initial; only before the first release
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

name="${1:?say the name of the migration, in PascalCase}"
if [ "$name" = --recreate ]; then
  rm -rf src/OpsPortal/Data/Migrations
  name=Initial
fi

dotnet tool restore >/dev/null
dotnet build src/OpsPortal -nologo -v q -clp:ErrorsOnly
for provider in Sqlite Postgres SqlServer; do
  dotnet ef migrations add "$name" --no-build --project src/OpsPortal --context "${provider}OpsDbContext" \
    --output-dir "Data/Migrations/$provider"
done
