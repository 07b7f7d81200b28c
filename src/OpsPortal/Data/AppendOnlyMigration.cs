using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Data;

/// <summary>Writes the append-only triggers of some tables into a migration, so that the script for an operator holds them
/// too.</summary>
internal static class AppendOnlyMigration
{
    public static void GuardAppendOnly(this MigrationBuilder migration, params string[] tables)
    {
        foreach (var statement in AppendOnly.Statements(migration.ActiveProvider!, tables))
            migration.Sql(IsSqlServer(migration) ? $"EXEC(N'{statement.Replace("'", "''", StringComparison.Ordinal)}')"
                : statement + ";");
    }

    // There a trigger must be the first statement of its batch, and the script puts conditions before it.
    private static bool IsSqlServer(MigrationBuilder migration) =>
        migration.ActiveProvider!.EndsWith("SqlServer", StringComparison.Ordinal);
}
