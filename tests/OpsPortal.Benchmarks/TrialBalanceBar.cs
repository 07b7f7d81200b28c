using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Benchmarks;

/// <summary>Bar 4: the trial balance at any date over a million lines of one year.</summary>
internal static class TrialBalanceBar
{
    private static readonly LocalDate First = new(2025, 1, 1);

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var lines = 1_000_000L * percent / 100;
        await FillAsync(store, lines);
        await using var portal = store.Portal();
        await portal.Services.GetRequiredService<SnapshotBalances>().RunAsync(Actor.System("benchmark"), CancellationToken.None);
        await store.ScalarAsync("""VACUUM ANALYZE "JournalLines" """);
        await store.ScalarAsync("""VACUUM ANALYZE "DailyBalances" """);

        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        var (floor, full, product, wrong) = (new List<double>(), new List<double>(), new List<double>(), false);
        for (var i = 0; i < 40; i++)
        {
            var asOf = First.PlusDays((i * 37) % 364);
            var (plain, plainTook) = await ReadAsync(source, FloorSql, asOf);
            var (summed, fullTook) = i % 4 == 0 ? await ReadAsync(source, FullSql, asOf) : (plain, 0);
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
        return
        [
            new Measured(
                "4", $"trial balance at any date over {lines} lines",
                $"{Measured.Median(floor):0.0} ms; full sum {Measured.Median(full):0} ms", $"{Measured.Median(product):0.0} ms",
                ratio,
                $"<= 3.00, >= 20x faster than the full sum (here {faster:0}x)", ratio <= 3
                    && faster >= 20) { MoneyIsWrong = wrong },
        ];
    }

    private const string FloorSql =
        """
        SELECT a, sum(m) FROM (
            SELECT "Account" a, "BalanceMinor" m FROM "DailyBalances" WHERE "LegalEntityId" = $1
                AND "Day" = (SELECT max("Day") FROM "DailyBalances" WHERE "LegalEntityId" = $1 AND "Day" <= $2)
            UNION ALL
            SELECT "Account", "AmountMinor" FROM "JournalLines" WHERE "LegalEntityId" = $1 AND NOT "IsLate" AND "BookedOn" <= $2
                AND "BookedOn" > (SELECT max("Day") FROM "DailyBalances" WHERE "LegalEntityId" = $1 AND "Day" <= $2)
        ) x GROUP BY a HAVING sum(m) <> 0
        """;

    private const string FullSql =
        """SELECT "Account", sum("AmountMinor") FROM "JournalLines" WHERE "LegalEntityId" = $1 AND "BookedOn" <= $2 GROUP BY 1 HAVING sum("AmountMinor") <> 0""";

    private static bool Same(IReadOnlyList<AccountBalance> read, Dictionary<int, long> plain) =>
        read.Count == plain.Count && read.All(balance => plain.GetValueOrDefault((int)balance.Account) == balance.BalanceMinor);

    private static async Task<(Dictionary<int, long> Balances, double Took)> ReadAsync(NpgsqlDataSource source, string sql,
        LocalDate asOf)
    {
        var watch = Stopwatch.StartNew();
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddWithValue(Template.Ireland.Value);
        command.Parameters.AddWithValue(asOf.ToDateOnly());
        await using var reader = await command.ExecuteReaderAsync();
        var balances = new Dictionary<int, long>();
        while (await reader.ReadAsync())
            balances[reader.GetInt32(0)] = (long)reader.GetDecimal(1);
        return (balances, watch.Elapsed.TotalMilliseconds);
    }

    // Two lines an entry, spread over the days and over twenty accounts.
    internal static async Task FillAsync(BenchStore store, long lines, int days = 365)
    {
        await store.ScalarAsync(
            $$"""
            INSERT INTO "JournalEntries" ("Id", "LegalEntityId", "Family", "RuleVersion", "PostingKey", "BookedOn", "BookedAt", "EffectiveAt")
            SELECT md5('e' || i)::uuid, '{{Template.Ireland}}', 'PaymentSucceeded', 1, 'bench:' || i, date '2025-01-01' + (i * {{days}} / {{lines / 2}})::int, 0, 0
            FROM generate_series(0, {{(lines / 2) - 1}}) i
            """);
        await store.ScalarAsync(
            $$"""
            INSERT INTO "JournalLines" ("Id", "EntryId", "LegalEntityId", "BookedOn", "Number", "Account", "Currency", "AmountMinor", "IsLate")
            SELECT md5(n || 'l' || i)::uuid, md5('e' || i)::uuid, '{{Template.Ireland}}', date '2025-01-01' + (i * {{days}} / {{lines / 2}})::int, n,
                (ARRAY[1020,1030,1040,1050,1200,2010,2100,2110,2120,2300,2600])[1 + ((i + (n - 1) * 3) % 11)::int], 'EUR',
                (CASE n WHEN 1 THEN 1 ELSE -1 END) * (100 + i % 9973), false
            FROM generate_series(0, {{(lines / 2) - 1}}) i, generate_series(1, 2) n
            """);
    }
}
