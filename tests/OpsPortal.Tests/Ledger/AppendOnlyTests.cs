using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Tests.Ledger;

[Trait("Requirement", "LED-1")]
public sealed class AppendOnlyTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Triggers_StandInAFreshStore(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using var db = await world.DbAsync();
        Assert.Empty(await DatabaseGuards.MissingAsync(db, CancellationToken.None));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Tampering_WithPostedAndAuditedRows_IsRefusedByTheDatabase(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await FillAsync(world);
        foreach (var (table, key, _) in AppendOnly.Tables)
        {
            await RefusedAsync(world, $"""UPDATE "{table}" SET "{key}" = "{key}" """);
            await RefusedAsync(world, $"""DELETE FROM "{table}" """);
        }

        if (kind == StoreKind.Postgres)
            await RefusedAsync(world, """TRUNCATE "JournalLines" """);
    }

    [Theory, OnSqlite]
    public async Task InsertOrReplace_OfAPostedRow_IsRefusedEvenWithoutTheRecursivePragma(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await FillAsync(world);
        const string pragma = "PRAGMA recursive_triggers = OFF;";
        foreach (var (table, _, _) in AppendOnly.Tables)
            await RefusedAsync(world, $"""{pragma} INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}" """);
        await RefusedAsync(
            world, $"""{pragma} REPLACE INTO "JournalLines" (rowid, "Id") SELECT rowid, 'other' FROM "JournalLines" """);
    }

    [Theory, OnSqlite]
    public async Task InsertOrReplace_UnderAPostedKey_LeavesTheFirstEntry(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await FillAsync(world);
        await using var db = await world.DbAsync();
        var before = await db.Set<JournalEntry>().AsNoTracking().SingleAsync();
        var columns = db.Model.FindEntityType(typeof(JournalEntry))!.GetProperties().Select(property => property.GetColumnName())
            .ToList();
        var values = columns.Select(column => column == "Id" ? $"'{Guid.NewGuid().ToString().ToUpperInvariant()}'"
            : $"\"{column}\"");
        var names = string.Join(", ", columns.Select(column => $"\"{column}\""));

        await ExecuteAsync(
            world,
            $"INSERT OR REPLACE INTO \"JournalEntries\" ({names}) SELECT {string.Join(", ", values)} FROM \"JournalEntries\"");

        Assert.Equal(before.Id, (await db.Set<JournalEntry>().AsNoTracking().SingleAsync()).Id);
    }

    [Theory, OnSqlite]
    public async Task Start_WhenATriggerIsGone_IsRefused(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await ExecuteAsync(world, $"""DROP TRIGGER "{AppendOnly.TriggerName("AuditRows")}" """);
        await Assert.ThrowsAsync<InvalidOperationException>(() => world.Use<DatabaseGuardsAssertion>()
            .RunAsync(CancellationToken.None));
    }

    [Theory, OnSqlite]
    public async Task MakingThemAnew_WhenItEndsHalfWay_LeavesEveryOldOneStanding(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await ExecuteAsync(world, """ALTER TABLE "AuditSeals" RENAME TO "Elsewhere" """);
        await using var db = await world.DbAsync();

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => DatabaseGuards.CreateAsync(db, CancellationToken.None));

        Assert.Empty(await DatabaseGuards.MissingAsync(db, CancellationToken.None));
    }

    private static async Task FillAsync(World world)
    {
        await JournalWriterTests.WriteAsync(world, SomeDrafts.Payment("pi_1", 500, world.Now));
        await Audit.SealAuditTests.AuditAsync(world, 1);
        await world.Use<Features.Audit.SealAudit>().RunAsync(Access.Actor.System("test"), CancellationToken.None);
    }

    private static async Task RefusedAsync(World world, string sql)
    {
        var trouble = await Record.ExceptionAsync(() => ExecuteAsync(world, sql));
        Assert.True(trouble is not null, $"Not refused: {sql}");
        Assert.Contains("append only", trouble.Message, StringComparison.Ordinal);
    }

    private static async Task ExecuteAsync(World world, string sql)
    {
        await using var db = await world.DbAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
