using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Npgsql;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Benchmarks;

/// <summary>Bar 7: the release gate over 200,000 payables of 20,000 payees, judged; and stored with every reason.</summary>
internal static class EligibilityBar
{
    private const int Rounds = 3;
    private const int InvoicesEach = 10;

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        await using var portal = store.Portal();
        var books = await PayableBooks.NewAsync(portal);
        var payees = 20_000 * percent / 100;
        await books.AddAsync(payees, InvoicesEach, allClear: false);
        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        await EligibilityFloor.PrepareAsync(source);
        var (judged, kept, wrong) = (new List<Pair>(), new List<Pair>(), false);
        for (var round = 0; round <= Rounds; round++)
        {
            var (floor, plain) = await TimedAsync(() => EligibilityFloor.JudgeAsync(source));
            var (product, mine) = await TimedAsync(() => JudgeAsync(portal));
            var (floorKept, _) = await TimedAsync(() => EligibilityFloor.KeepAsync(source));
            var (productKept, count) = await TimedAsync(async () => (await books.Use<EvaluateRelease>().RunAsync(
                new EvaluateRelease.Command(), books.As("finance"), default)).Value);
            wrong |= plain.Count != payees * InvoicesEach || !plain.Same(mine) || count != plain.Count
                || !plain.Same(await KeptAsync(store));
            await store.ScalarAsync("""TRUNCATE "ReleaseDecisions", floor_verdicts""");
            if (round == 0)
                continue;
            judged.Add(new Pair(floor, product));
            kept.Add(new Pair(floorKept, productKept));
        }

        return [Row("judged", judged, 0.5), Row("stored with every reason", kept, 0.4)];

        Measured Row(string what, List<Pair> pairs, double bar)
        {
            double PerSecond(Func<Pair, double> seconds) => payees * InvoicesEach / Measured.Median(pairs.Select(seconds));
            var ratio = Measured.Median(pairs.Select(pair => pair.Floor / pair.Product));
            return new Measured("7", $"eligibility of {payees * InvoicesEach} payables, {what}", $"{PerSecond(p => p.Floor):0}/s",
                $"{PerSecond(p => p.Product):0}/s", ratio, $">= {bar:0.00}", ratio >= bar) { MoneyIsWrong = wrong };
        }
    }

    private static async Task<Verdicts> JudgeAsync(WebApplication portal)
    {
        await using var db = await BenchStore.DbAsync(portal);
        var now = SystemClock.Instance.GetCurrentInstant();
        var (matrix, policy) = (await PoliciesInForce.MatrixAsync(db, now, default),
            await PoliciesInForce.ApprovalAsync(db, now, default));
        var payables = await Payables.ReadAsync(db, new PayableScope([Template.Ireland]), policy!.Rules, default);
        var (clear, minor) = (0, 0L);
        foreach (var (_, decision) in Judged.All(payables, matrix, now))
            (clear, minor) = (clear + (decision.IsEligible ? 1 : 0), minor + decision.EligibleMinor);

        return new Verdicts(payables.Count, clear, minor);
    }

    private static async Task<Verdicts> KeptAsync(BenchStore store)
    {
        async Task<long> Of(string what) => Convert.ToInt64(
            await store.ScalarAsync($"""SELECT coalesce({what}, 0) FROM "ReleaseDecisions" """), null);
        return new Verdicts((int)await Of("count(*)"), (int)await Of("count(*) FILTER (WHERE \"EligibleMinor\" > 0)"),
            await Of("sum(\"EligibleMinor\")"));
    }

    private static async Task<(double Seconds, T Value)> TimedAsync<T>(Func<Task<T>> work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var watch = Stopwatch.StartNew();
        var value = await work();
        return (watch.Elapsed.TotalSeconds, value);
    }

    private sealed record Pair(double Floor, double Product);
}

/// <summary>What came of all payables: how many there are, how many may go, and with how much money.</summary>
internal sealed record Verdicts(int Count, int Clear, long EligibleMinor)
{
    public bool Same(Verdicts other) => this == other;
}
