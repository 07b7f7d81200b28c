using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Benchmarks;

/// <summary>Bars 5 and 6: exact matching of a million lines, computed and kept with its evidence; one payment to many of twenty
/// invoices.</summary>
internal static class MatchingBar
{
    private const int Rounds = 3;
    private const int RoundsInMemory = 9;
    private const int Sums = 200;

    private const string FivePlainColumns = "INSERT INTO floor_matches SELECT l.id, i.id, l.amount, 'ExactReference', 1.0";

    /// <summary>Every column of a kept result, and its key.</summary>
    private const string TheSameRows =
        """
        INSERT INTO floor_kept ("ReceiptId", "Id", "LegalEntityId", "Decision", "Rule", "Score", "Reasons", "InvoiceId",
            "AmountMinor", "DifferenceMinor", "PolicyNumber", "MatchedAt", "Fingerprint", "Outcome", "IsCurrent", "Revision")
        SELECT l.receipt, l.receipt, l.receipt, 'Automatic', 'ExactReference', 1.0,
            '["The payment names the invoice\u0027s number.","The amount is exactly what is open."]', l.receipt, l.amount, 0, 0,
            17950000000000000, md5(l.reference), 'Applied', true, 0
        """;

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var count = 1_000_000 * percent / 100;
        var (invoices, payments) = Exact(count);
        var (floor, product, wrong) = (new List<double>(), new List<double>(), false);
        for (var round = 0; round <= RoundsInMemory; round++)
        {
            var (joined, floorTook) = Timed(() => Join(payments, invoices));
            var (results, took) = Timed(() => MatchingEngine.Match(
                payments, invoices, MatchPolicy.Default, RankingWeights.Delivered));
            wrong |= joined != count || results.Any(result => result.Decision != MatchDecision.Automatic);
            if (round == 0)
                continue;
            floor.Add(count / floorTook);
            product.Add(count / took);
        }

        var ratio = Measured.Median(product.Zip(floor, (a, b) => a / b));
        return
        [
            new Measured("5", $"exact matching of {count} lines, computed", $"{Measured.Median(floor):0}/s",
                $"{Measured.Median(product):0}/s", ratio, ">= 0.50", ratio >= 0.5) { MoneyIsWrong = wrong },
            .. await KeptAsync(store, payments, invoices), OneToMany(),
        ];
    }

    private static async Task<IReadOnlyList<Measured>> KeptAsync(
        BenchStore store, IReadOnlyList<IncomingPayment> payments, IReadOnlyList<OpenInvoice> invoices)
    {
        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        await FillFloorAsync(source, payments.Count);
        var (floor, same, product, wrong) = (new List<double>(), new List<double>(), new List<double>(), false);
        for (var round = 0; round <= Rounds; round++)
        {
            var floorTook = await FloorKeptAsync(source, FivePlainColumns);
            var took = await ProductKeptAsync(store, payments, invoices);
            var sameTook = await FloorKeptAsync(source, TheSameRows);
            wrong |= (long)(await store.ScalarAsync("""SELECT count(*) FROM "MatchResults" """))! != payments.Count
                || (long)(await store.ScalarAsync("SELECT count(*) FROM floor_kept"))! != payments.Count;
            await using var clear = source.CreateCommand("""TRUNCATE "MatchResults", floor_matches, floor_kept""");
            await clear.ExecuteNonQueryAsync();
            if (round == 0)
                continue;
            floor.Add(payments.Count / floorTook);
            same.Add(payments.Count / sameTook);
            product.Add(payments.Count / took);
        }

        Measured Row(string goal, List<double> beside, string wanted, double bar)
        {
            var ratio = Measured.Median(product.Zip(beside, (a, b) => a / b));
            return new Measured("5", goal, $"{Measured.Median(beside):0}/s", $"{Measured.Median(product):0}/s", ratio, wanted,
                ratio >= bar) { MoneyIsWrong = wrong };
        }

        return
        [
            Row($"the same, kept with evidence ({payments.Count} rows)", floor, ">= 0.30", 0.3),
            Row("the same, beside a floor that writes the same rows and key", same, "(none)", 0),
        ];
    }

    private static async Task<double> ProductKeptAsync(
        BenchStore store, IReadOnlyList<IncomingPayment> payments, IReadOnlyList<OpenInvoice> invoices)
    {
        await using var portal = store.Portal();
        await using var db = await BenchStore.DbAsync(portal);
        await using var transaction = await db.Database.BeginTransactionAsync();
        var watch = Stopwatch.StartNew();
        var now = SystemClock.Instance.GetCurrentInstant();
        var results = MatchingEngine.Match(payments, invoices, MatchPolicy.Default, RankingWeights.Delivered);
        await MatchArchive.AddAsync(db, Template.Ireland, 0, results, now, default);
        await transaction.CommitAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task FillFloorAsync(NpgsqlDataSource source, int count)
    {
        await using var fill = source.CreateCommand(
            $"""
            CREATE TABLE floor_invoices AS SELECT i AS id, 'INV-2026-' || lpad(i::text, 7, '0') AS number, 10000 + i AS open
                FROM generate_series(1, {count}) i;
            CREATE TABLE floor_lines AS SELECT i AS id,
                ('01990000-0000-7000-8000-' || lpad(to_hex(i), 12, '0'))::uuid AS receipt,
                'INV-2026-' || lpad(i::text, 7, '0') AS reference, 10000 + i AS amount
                FROM generate_series(1, {count}) i;
            CREATE TABLE floor_matches (line bigint, invoice bigint, amount bigint, rule text, score double precision);
            CREATE TABLE floor_kept (LIKE "MatchResults" INCLUDING ALL);
            """);
        fill.CommandTimeout = 600;
        await fill.ExecuteNonQueryAsync();
    }

    /// <summary>Two tables joined by the number in the database, and the pairs written.</summary>
    private static async Task<double> FloorKeptAsync(NpgsqlDataSource source, string into)
    {
        await using var join = source.CreateCommand(
            $"{into} FROM floor_lines l JOIN floor_invoices i ON i.number = l.reference AND i.open = l.amount");
        join.CommandTimeout = 600;
        var watch = Stopwatch.StartNew();
        await join.ExecuteNonQueryAsync();
        return watch.Elapsed.TotalSeconds;
    }

    private static Measured OneToMany()
    {
        var random = new Random(6);
        var (floor, product, wrong) = (new List<double>(), new List<double>(), false);
        for (var i = 0; i < Sums; i++)
        {
            var invoices = Enumerable.Range(0, 20)
                .Select(n => Invoice(n, 10_000_000L + random.NextInt64(1_000_000_000))).ToList();
            var amounts = invoices.Select(invoice => invoice.OpenMinor).ToArray();
            var sum = amounts.Take(7).Sum();
            IncomingPayment[] payments = [Payment(1, sum) with { RemittanceText = null, PayerName = "Nordwind AG" }];
            var (bare, floorTook) = Timed(() => MeetInTheMiddle(amounts, sum));
            var (results, took) = Timed(() => MatchingEngine.Match(
                payments, invoices, MatchPolicy.Default, RankingWeights.Delivered));
            wrong |= bare == 0 || results[0].Allocations.Sum(part => part.AmountMinor) != sum;
            if (i < Sums / 4)
                continue;
            floor.Add(floorTook * 1000);
            product.Add(took * 1000);
        }

        var ratio = Measured.Median(product.Zip(floor, (a, b) => a / b));
        return new Measured("6", "one payment to many of 20 open invoices", $"{Measured.Median(floor):0.00} ms",
            $"{Measured.Median(product):0.00} ms", ratio, "<= 3.00", ratio <= 3) { MoneyIsWrong = wrong };
    }

    /// <summary>The sums of one half looked up for each of the other.</summary>
    private static int MeetInTheMiddle(long[] amounts, long sum)
    {
        var (half, found) = (amounts.Length / 2, 0);
        var low = new Dictionary<long, int>(1 << half);
        for (var mask = 0; mask < 1 << half; mask++)
            low[Sum(amounts, 0, mask)] = mask;
        for (var mask = 0; mask < 1 << (amounts.Length - half); mask++)
            if (low.ContainsKey(sum - Sum(amounts, half, mask)))
                found++;
        return found;
    }

    private static long Sum(long[] amounts, int from, int mask)
    {
        var sum = 0L;
        for (var at = from; mask != 0; at++, mask >>= 1)
            if ((mask & 1) == 1)
                sum += amounts[at];
        return sum;
    }

    private static int Join(IReadOnlyList<IncomingPayment> payments, IReadOnlyList<OpenInvoice> invoices)
    {
        var byNumber = new Dictionary<string, int>(invoices.Count, StringComparer.Ordinal);
        for (var i = 0; i < invoices.Count; i++)
            byNumber[invoices[i].Number] = i;
        var matched = new int[payments.Count];
        var count = 0;
        for (var p = 0; p < payments.Count; p++)
        {
            if (byNumber.TryGetValue(payments[p].RemittanceText!, out var i) && invoices[i].OpenMinor == payments[p].GrossMinor)
                (matched[p], count) = (i, count + 1);
        }

        return count;
    }

    private static (IReadOnlyList<OpenInvoice> Invoices, IReadOnlyList<IncomingPayment> Payments) Exact(int count)
    {
        var random = new Random(5);
        var order = Enumerable.Range(1, count).ToArray();
        random.Shuffle(order);
        return ([.. Enumerable.Range(1, count).Select(n => Invoice(n, 10_000 + n))],
            [.. order.Select(n => Payment(n, 10_000 + n))]);
    }

    private static OpenInvoice Invoice(int n, long minor) => new()
    {
        Id = Guid.CreateVersion7().ToString(), Number = $"INV-2026-{n:0000000}", Buyer = "n", Names = ["Nordwind AG"],
        Currency = Currency.Of("EUR"), OpenMinor = minor,
    };

    private static IncomingPayment Payment(int n, long minor) => new()
    {
        Id = Guid.CreateVersion7().ToString(), Currency = Currency.Of("EUR"), GrossMinor = minor,
        RemittanceText = $"INV-2026-{n:0000000}",
    };

    /// <summary>Nobody pays for what another round left behind.</summary>
    private static (T Value, double Seconds) Timed<T>(Func<T> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var value = work();
        return (value, watch.Elapsed.TotalSeconds);
    }
}
