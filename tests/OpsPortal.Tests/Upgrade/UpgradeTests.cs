using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Domain.Compliance;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Faults;
using OpsPortal.Tests.Faults.Points;

namespace OpsPortal.Tests.Upgrade;

/// <summary>The first schema with its data comes to the present one: no row and no cent is lost, and the guards stand.</summary>
[Collection("faults")]
[Trait("Requirement", "LED-1")]
public sealed class UpgradeTests
{
    private const int DeathsOfATestRun = 3;
    private const int CommandsPassed = 40;
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(60);

    [Theory, OnSqlite, OnPostgres]
    public async Task Migrate_OfTheFirstSchemaWithItsData_LosesNothing(StoreKind kind)
    {
        await using var store = await FirstSchema.StoreAsync(kind);
        await using var portal = TestPortal.Build(store);
        var before = await HoldingsAsync(portal.Services);

        await portal.Services.GetRequiredService<Schema>().BringUpAsync(default);

        await IsWholeAsync(portal.Services, before);
    }

    /// <summary>What was decided about bank details before decisions named their version goes on to count.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-7")]
    public async Task Migrate_NamesTheBankDetailsThatGatesWereDecidedFor(StoreKind kind)
    {
        await using var store = await FirstSchema.StoreAsync(kind);
        await using var portal = TestPortal.Build(store);

        await portal.Services.GetRequiredService<Schema>().BringUpAsync(default);

        await using var db = await ContextAsync(portal.Services);
        var records = await db.Set<GateRecord>().ToListAsync();
        Assert.Contains(records, record => AccountGates.Has(record.Kind));
        Assert.All(records, record => Assert.Equal(AccountGates.Has(record.Kind) ? 1 : null, record.AccountVersion));
    }

    /// <summary>The command dies by SIGKILL wherever it happens to be, and is given again.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Migrate_KilledHalfWayAndGivenAgain_LosesNothing(StoreKind kind)
    {
        var plan = KillPlan.Read(DeathsOfATestRun, Cap);
        var (random, watch, runs) = (new Random(plan.Seed), Stopwatch.StartNew(), 0);
        for (; runs < plan.Runs && watch.Elapsed < plan.Cap; runs++)
        {
            await using var store = await FirstSchema.StoreAsync(kind);
            await using var portal = TestPortal.Build(store);
            var before = await HoldingsAsync(portal.Services);
            using (var dying = PortalProcess.Command(store, "migrate"))
            {
                await Task.Delay(random.Next(500, 4_000));
                dying.Kill();
            }

            using var again = PortalProcess.Command(store, "migrate");
            Assert.True(await again.EndAsync() == 0, $"Seed {plan.Seed}, run {runs}: {again.LastWords}");
            await IsWholeAsync(portal.Services, before);
        }

        await KillPlan.ReportAsync($"kill -9 of migrate on {kind}", runs, 0, $"seed {plan.Seed}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.True(runs > 0);
    }

    /// <summary>Dies before a command that changes the schema, while a migration is half done.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Migrate_KilledInTheMiddleOfAMigration_LosesNothing(StoreKind kind)
    {
        var (plan, point) = (KillPlan.ReadPoints(), NamedPoint.OfAMigration);
        var (random, watch, runs) = (new Random(plan.Seed), Stopwatch.StartNew(), 0);
        for (; runs < plan.Runs; runs++)
        {
            await using var store = await FirstSchema.StoreAsync(kind);
            await using var portal = TestPortal.Build(store);
            var before = await HoldingsAsync(portal.Services);
            var slip = PointSlip.In(store.Folder);
            slip.Write(new PointOrder(point.Name, Passes: random.Next(1, CommandsPassed)));
            using (var dying = PortalProcess.Command(store, "migrate", slip))
                await dying.HasDiedAsync(Cap);
            Assert.True(slip.IsReached(point.Name), $"Seed {plan.Seed}, run {runs}: the point was not reached.");

            using var again = PortalProcess.Command(store, "migrate");
            Assert.True(await again.EndAsync() == 0, $"Seed {plan.Seed}, run {runs}: {again.LastWords}");
            await IsWholeAsync(portal.Services, before);
        }

        await KillPlan.ReportAsync($"kill -9 in the middle of a migration on {kind}", runs, 0,
            $"seed {plan.Seed}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.True(runs > 0);
    }

    private static async Task IsWholeAsync(IServiceProvider services, Dictionary<string, string> before)
    {
        Assert.True(before.Count > 40, $"{before.Count} tables");
        Assert.NotEqual("0 rows", before["JournalLines"]);
        Assert.Empty(await services.GetRequiredService<Schema>().MissingAsync(default));
        var after = await HoldingsAsync(services);
        Assert.Empty(before.Where(held => after.GetValueOrDefault(held.Key) != held.Value)
            .Select(held => $"{held.Key}: {held.Value} before, {after.GetValueOrDefault(held.Key, "nothing")} after"));
        await using var db = await ContextAsync(services);
        Assert.Empty(await DatabaseGuards.MissingAsync(db, default));
        Assert.Empty((await VerifyCommand.FindingsAsync(db, default)).Where(finding => !finding.Holds)
            .Select(finding => $"{finding.What}: {finding.Words}"));
    }

    /// <summary>The rows of every table, and what each account holds.</summary>
    private static async Task<Dictionary<string, string>> HoldingsAsync(IServiceProvider services)
    {
        await using var db = await ContextAsync(services);
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var tables = db.Database.IsSqlite()
            ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            : "SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'";
        foreach (var table in await db.Database.SqlQueryRaw<string>(tables).ToListAsync())
        {
            if (table.StartsWith("__", StringComparison.Ordinal))
                continue;
            var count = $"SELECT count(*) AS \"Value\" FROM \"{table}\"";
            found[table] = $"{await db.Database.SqlQueryRaw<long>(count).SingleAsync()} rows";
        }

        var sums = """
            SELECT "Account" || ' ' || "Currency" || ' ' || CAST(SUM("AmountMinor") AS text) AS "Value"
            FROM "JournalLines" GROUP BY "LegalEntityId", "Account", "Currency" ORDER BY 1
            """;
        found["balances"] = string.Join(", ", await db.Database.SqlQueryRaw<string>(sums).ToListAsync());
        return found;
    }

    private static Task<OpsDbContext> ContextAsync(IServiceProvider services) =>
        services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
