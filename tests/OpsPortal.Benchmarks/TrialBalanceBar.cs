using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Data.Start;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;
using OpsPortal.Features.Ledger.RollForward;

namespace OpsPortal.Benchmarks;

/// <summary>Bar 4: the trial balance at any date over a million lines of one year, on PostgreSQL and on SQLite; and the
/// roll-forward of a month three months back against the last one.</summary>
internal static class TrialBalanceBar
{
    private const string FloorSql =
        """
        SELECT a, sum(m) FROM (
            SELECT "Account" a, "BalanceMinor" m FROM "DailyBalances" WHERE "LegalEntityId" = @entity
                AND "Day" = (SELECT max("Day") FROM "DailyBalances" WHERE "LegalEntityId" = @entity AND "Day" <= @day)
            UNION ALL
            SELECT "Account", "AmountMinor" FROM "JournalLines" WHERE "LegalEntityId" = @entity AND NOT "IsLate"
                AND "BookedOn" <= @day
                AND "BookedOn" > (SELECT max("Day") FROM "DailyBalances" WHERE "LegalEntityId" = @entity AND "Day" <= @day)
        ) x GROUP BY a HAVING sum(m) <> 0
        """;

    private const string FullSql =
        """
        SELECT "Account", sum("AmountMinor") FROM "JournalLines" WHERE "LegalEntityId" = @entity AND "BookedOn" <= @day
        GROUP BY 1 HAVING sum("AmountMinor") <> 0
        """;

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var lines = 1_000_000L * percent / 100;
        await using var server = store.Portal();
        var rows = new List<Measured>(await MeasureAsync(server, "PostgreSQL", lines));
        await using var folder = TestStore.Empty(StoreKind.Sqlite);
        await using var embedded = TestPortal.Build(folder, new Dictionary<string, string?> { ["Jobs:Enabled"] = "false" });
        await embedded.Services.GetRequiredService<Schema>().BringUpAsync(CancellationToken.None);
        await using (var db = await BenchStore.DbAsync(embedded))
        {
            db.Add(TestEntities.Ireland(Template.Ireland));
            await db.SaveChangesAsync();
        }

        rows.AddRange(await MeasureAsync(embedded, "SQLite", lines));
        return rows;
    }

    private static async Task<IReadOnlyList<Measured>> MeasureAsync(WebApplication portal, string name, long wanted)
    {
        var writer = portal.Services.GetRequiredService<JournalWriter>();
        var lines = await YearOfEntries.WriteAsync(() => BenchStore.DbAsync(portal), writer, wanted);
        await portal.Services.GetRequiredService<SnapshotBalances>().RunAsync(Actor.System("benchmark"), CancellationToken.None);
        await using (var db = await BenchStore.DbAsync(portal))
            await db.Database.ExecuteSqlAsync($"ANALYZE");
        return [await TrialBalanceAsync(portal, name, lines), await RollForwardAsync(portal, name, lines)];
    }

    private static async Task<Measured> TrialBalanceAsync(WebApplication portal, string name, long lines)
    {
        var (floor, full, product, wrong) = (new List<double>(), new List<double>(), new List<double>(), false);
        for (var i = 0; i < 40; i++)
        {
            var asOf = YearOfEntries.First.PlusDays((i * 37) % (YearOfEntries.Days - 1));
            var (plain, plainTook) = await ReadAsync(portal, FloorSql, asOf);
            var (summed, fullTook) = i % 4 == 0 ? await ReadAsync(portal, FullSql, asOf) : (plain, 0);
            var watch = Stopwatch.StartNew();
            await using var db = await BenchStore.DbAsync(portal);
            var read = await LedgerBalances.AccountBalancesAsync(db, Template.Ireland, asOf, CancellationToken.None);
            var took = watch.Elapsed.TotalMilliseconds;
            wrong |= !Same(read, plain) || !Same(read, summed) || read.Sum(balance => balance.BalanceMinor) != 0;
            if (i < 4)
                continue;
            floor.Add(plainTook);
            product.Add(took);
            if (fullTook > 0)
                full.Add(fullTook);
        }

        var ratio = Measured.Median(product.Zip(floor, (a, b) => a / b));
        var faster = Measured.Median(full) / Measured.Median(product);
        return new Measured(
            "4", $"trial balance at any date over {lines} lines, {name}",
            $"{Measured.Median(floor):0.0} ms; full sum {Measured.Median(full):0} ms", $"{Measured.Median(product):0.0} ms",
            ratio,
            $"<= 3.00, >= 20x faster than the full sum (here {faster:0}x)", ratio <= 3 && faster >= 20)
        {
            MoneyIsWrong = wrong,
        };
    }

    // A month three months back should cost what the last month costs.
    private static async Task<Measured> RollForwardAsync(WebApplication portal, string name, long lines)
    {
        var (back, recent, wrong) = (new List<double>(), new List<double>(), false);
        for (var i = 0; i < 12; i++)
        {
            foreach (var (month, times) in new[] { (9, back), (12, recent) })
            {
                var first = new LocalDate(YearOfEntries.First.Year, month, 1);
                var last = first.With(DateAdjusters.EndOfMonth);
                var watch = Stopwatch.StartNew();
                await using var db = await BenchStore.DbAsync(portal);
                var range = await RollForwards.ReadAsync(db, Template.Ireland, first, last, CancellationToken.None);
                if (i >= 2)
                    times.Add(watch.Elapsed.TotalMilliseconds);
                var owed = await RollForwards.OwedAsync(db, Template.Ireland, last, CancellationToken.None);
                wrong |= range.Rows.Any(row => row.ClosingMinor != owed.GetValueOrDefault((row.Account, row.Currency)));
            }
        }

        var ratio = Measured.Median(back.Zip(recent, (a, b) => a / b));
        return new Measured(
            "4", $"roll-forward of a month three months back against the last one, {lines} lines, {name}",
            $"{Measured.Median(recent):0.0} ms", $"{Measured.Median(back):0.0} ms", ratio, "<= 1.50", ratio <= 1.5)
        {
            MoneyIsWrong = wrong,
        };
    }

    private static bool Same(IReadOnlyList<AccountBalance> read, Dictionary<int, long> plain) =>
        read.Count == plain.Count && read.All(balance => plain.GetValueOrDefault((int)balance.Account) == balance.BalanceMinor);

    private static async Task<(Dictionary<int, long> Balances, double Took)> ReadAsync(
        WebApplication portal, string sql, LocalDate asOf)
    {
        await using var db = await BenchStore.DbAsync(portal);
        var watch = Stopwatch.StartNew();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        Add(command, "entity", Template.Ireland.Value);
        Add(command, "day", asOf.ToDateOnly());
        await using var reader = await command.ExecuteReaderAsync();
        var balances = new Dictionary<int, long>();
        while (await reader.ReadAsync())
            balances[reader.GetInt32(0)] = Convert.ToInt64(reader.GetValue(1), CultureInfo.InvariantCulture);
        return (balances, watch.Elapsed.TotalMilliseconds);
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
    }

    // Two lines an entry, spread over the days and over twenty accounts.
    internal static async Task FillAsync(BenchStore store, long lines, int days = 365)
    {
        await store.ScalarAsync(
            $$"""
            INSERT INTO "JournalEntries"
                ("Id", "LegalEntityId", "Family", "RuleVersion", "PostingKey", "BookedOn", "BookedAt", "EffectiveAt")
            SELECT md5('e' || i)::uuid, '{{Template.Ireland}}', 'PaymentSucceeded', 1, 'bench:' || i,
                date '2025-01-01' + (i * {{days}} / {{lines / 2}})::int, 0, 0
            FROM generate_series(0, {{(lines / 2) - 1}}) i
            """);
        await store.ScalarAsync(
            $$"""
            INSERT INTO "JournalLines"
                ("Id", "EntryId", "LegalEntityId", "BookedOn", "Number", "Account", "Currency", "AmountMinor", "IsLate")
            SELECT md5(n || 'l' || i)::uuid, md5('e' || i)::uuid, '{{Template.Ireland}}',
                date '2025-01-01' + (i * {{days}} / {{lines / 2}})::int, n,
                (ARRAY[1020,1030,1040,1050,1200,2010,2100,2110,2120,2300,2600])[1 + ((i + (n - 1) * 3) % 11)::int], 'EUR',
                (CASE n WHEN 1 THEN 1 ELSE -1 END) * (100 + i % 9973), false
            FROM generate_series(0, {{(lines / 2) - 1}}) i, generate_series(1, 2) n
            """);
    }
}
