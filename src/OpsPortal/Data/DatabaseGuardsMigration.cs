using Microsoft.EntityFrameworkCore.Migrations;

namespace OpsPortal.Data;

/// <summary>Writes the database's guards into a migration, so that the script for an operator holds them too.</summary>
internal static class DatabaseGuardsMigration
{
    public static void GuardAppendOnly(this MigrationBuilder migration, params string[] tables) =>
        Write(migration, AppendOnly.Statements(migration.ActiveProvider!, tables));

    public static void GuardClosedMonths(this MigrationBuilder migration) =>
        Write(migration, ClosedMonths.Statements(migration.ActiveProvider!));

    private static void Write(MigrationBuilder migration, IEnumerable<string> statements)
    {
        foreach (var statement in statements)
            migration.Sql(IsSqlServer(migration) ? $"EXEC(N'{statement.Replace("'", "''", StringComparison.Ordinal)}')"
                : statement + ";");
    }

    // There a trigger must be the first statement of its batch, and the script puts conditions before it.
    private static bool IsSqlServer(MigrationBuilder migration) =>
        migration.ActiveProvider!.EndsWith("SqlServer", StringComparison.Ordinal);
}
