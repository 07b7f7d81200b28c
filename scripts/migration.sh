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

# Each migration's Designer file repeats the whole model, which only a change of a standing SQLite table reads, and the next comparison
# reads the snapshot: older ones keep their names alone. To take the newest back: git restore and git clean the folder of migrations.
for designer in src/OpsPortal/Data/Migrations/*/*.Designer.cs; do
  newest=$(ls "$(dirname "$designer")"/*.Designer.cs | tail -1)
  [ "$designer" != "$newest" ] || continue
  case "$designer" in
    */Sqlite/*) ! grep -qE '(Alter|PrimaryKey|ForeignKey|Constraint)[A-Za-z]*\(' <(sed -n '/void Up(/,/void Down(/p' "${designer%.Designer.cs}.cs" | grep migrationBuilder) || continue ;;
  esac
  awk '{ print } /#pragma warning disable/ { first = 1 }
    first && /;$/ { print "#pragma warning restore 612, 618"; print "        }"; print "    }"; print "}"; exit }' "$designer" > "$designer.slim"
  mv "$designer.slim" "$designer"
done
