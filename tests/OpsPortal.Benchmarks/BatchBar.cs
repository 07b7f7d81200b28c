using System.Diagnostics;
using Npgsql;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Benchmarks;

/// <summary>Bar 8: a batch of 10,000 payouts, built (items, locks, audit) and transmitted (postings, intents to send) by the use
/// cases, beside one transaction that writes the same rows set-based; and two builders at once.</summary>
internal static class BatchBar
{
    private const int Rounds = 3;
    private static readonly Currency Euro = Currency.Of("EUR");

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        await using var portal = store.Portal();
        var books = await PayableBooks.NewAsync(portal);
        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        await BatchFloor.PrepareAsync(source);
        var count = PayoutBatch.ItemLimit * percent / 100;
        var (rounds, wrong) = (new List<Times>(), false);
        for (var round = 0; round <= Rounds; round++)
        {
            var payees = await books.AddAsync(count, 1, allClear: true);
            var way = await WayAsync(store, books, payees);
            wrong |= !await IsReleasedAsync(store, way.Batch, count);
            var floor = await BatchFloor.RunAsync(source, way.Batch, payees);
            if (round > 0)
                rounds.Add(new Times(floor, way.Build + way.Transmit, way.Build + way.Submit + way.Approve + way.Transmit));
        }

        wrong |= !await TwoBuildersTakeEachOnceAsync(store, books, count);
        return
        [
            Row($"batch of {count} payouts, built and transmitted", time => time.BuiltAndSent, "<= 2.00", 2),
            Row("the same with submission, its rehearsal and two approvals", time => time.Whole, "(none)", double.MaxValue),
        ];

        Measured Row(string goal, Func<Times, double> of, string wanted, double bar)
        {
            var ratio = Measured.Median(rounds.Select(time => of(time) / time.Floor));
            return new Measured("8", goal, $"{Measured.Median(rounds.Select(time => time.Floor)):0.0} s",
                $"{Measured.Median(rounds.Select(of)):0.0} s", ratio, wanted, ratio <= bar) { MoneyIsWrong = wrong };
        }
    }

    private static async Task<Way> WayAsync(BenchStore store, PayableBooks books, IReadOnlyList<PayeeId> payees)
    {
        var (batch, build) = await TimedAsync(async () => Done(await books.Use<BuildBatch>().RunAsync(
            new BuildBatch.Command(Template.Ireland, Euro, []) { Payees = payees }, books.As("finance"), default)).Batch);
        var (_, submit) = await TimedAsync(async () => Done(await books.Use<SubmitBatch>().RunAsync(
            new SubmitBatch.Command(batch), books.As("finance"), default)));
        var hash = (string)(await store.ScalarAsync($"""SELECT "ContentHash" FROM "PayoutBatches" WHERE "Id" = '{batch}'"""))!;
        var approve = 0.0;
        foreach (var by in new[] { books.As("controller1"), books.As("controller2") })
        {
            await books.ProveAsync(by, ApproveBatch.StepUpAction, batch.Value, hash);
            approve += (await TimedAsync(async () => Done(await books.Use<ApproveBatch>().RunAsync(
                new ApproveBatch.Command(batch, hash), by, default)))).Seconds;
        }

        await books.ProveAsync(books.As("controller1"), TransmitBatch.StepUpAction, batch.Value, hash);
        var (_, transmit) = await TimedAsync(async () => Done(await books.Use<TransmitBatch>().RunAsync(
            new TransmitBatch.Command(batch, hash), books.As("controller1"), default)));
        Console.Error.WriteLine($"build {build:0.0} submit {submit:0.0} approve twice {approve:0.0} transmit {transmit:0.0} s");
        return new Way(batch, build, submit, approve, transmit);
    }

    /// <summary>Every item is released and unlocked, has its intent, and its money moved from held to on its way.</summary>
    private static async Task<bool> IsReleasedAsync(BenchStore store, BatchId batch, int count)
    {
        async Task<long> Of(string sql) => Convert.ToInt64(await store.ScalarAsync(sql), null);
        var items = $"""FROM "PayoutItems" WHERE "BatchId" = '{batch}'""";
        var lines = $"""FROM "JournalLines" WHERE "EntryId" IN (SELECT "Id" FROM "JournalEntries" WHERE "BatchId" = '{batch}')""";
        return await Of($"""SELECT count(*) {items} AND "OpenLock" IS NULL AND "ReleasedAt" IS NOT NULL""") == count
            && await Of($"""SELECT count(*) FROM "PayoutInstructions" WHERE "BatchId" = '{batch}'""") == count
            && await Of($"SELECT sum(\"AmountMinor\") {lines}") == 0
            && await Of($"SELECT sum(\"AmountMinor\") {lines} AND \"AmountMinor\" > 0")
                == await Of($"SELECT sum(\"AmountMinor\") {items}");
    }

    /// <summary>Two builders at once, who want overlapping halves of the payees.</summary>
    private static async Task<bool> TwoBuildersTakeEachOnceAsync(BenchStore store, PayableBooks books, int count)
    {
        var payees = await books.AddAsync(count, 1, allClear: true);
        PayeeId[][] wanted = [[.. payees.Take(count * 2 / 3)], [.. payees.Skip(count / 3)]];
        var built = await Task.WhenAll(wanted.Select(some => Task.Run(() => books.Use<BuildBatch>().RunAsync(
            new BuildBatch.Command(Template.Ireland, Euro, []) { Payees = some }, books.As("finance"), default))));
        var taken = Convert.ToInt64(await store.ScalarAsync(
            """SELECT count(*) FROM "PayoutItems" WHERE "OpenLock" IS NOT NULL"""), null);
        var twice = Convert.ToInt64(await store.ScalarAsync(
            """SELECT count(*) - count(DISTINCT "PayeeId") FROM "PayoutItems" WHERE "OpenLock" IS NOT NULL"""), null);
        return built.Any(outcome => !outcome.IsRefused) && twice == 0
            && taken == built.Where(outcome => !outcome.IsRefused).Sum(outcome => outcome.Value.Count);
    }

    private static async Task<(T Value, double Seconds)> TimedAsync<T>(Func<Task<T>> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var value = await work();
        return (value, watch.Elapsed.TotalSeconds);
    }

    private sealed record Way(BatchId Batch, double Build, double Submit, double Approve, double Transmit);

    private sealed record Times(double Floor, double BuiltAndSent, double Whole);
}
