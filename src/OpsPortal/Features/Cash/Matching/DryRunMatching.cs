using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>What the engine would do with receipts that were decided before, against what was done; nothing is changed.</summary>
[UseCase]
internal sealed class DryRunMatching(QueryRunner runner)
{
    public const int MostDays = 400;

    internal enum Finding
    {
        /// <summary>It would post by itself what was posted.</summary>
        SameByItself,

        /// <summary>It would suggest what was posted, among its first three.</summary>
        Suggested,

        /// <summary>It would not have found what was posted.</summary>
        NotFound,

        /// <summary>It would post something else by itself.</summary>
        DifferentByItself,
    }

    internal sealed record Row(ReceiptId Receipt, string Reference, Money Amount, Finding Finding, MatchRule Rule, double Score,
        string Was, string WouldBe);

    internal sealed record Answer(
        IReadOnlyDictionary<Finding, int> Counts, IReadOnlyList<Row> Changed, int Looked, RankingWeights Weights,
        IReadOnlyList<FeatureCount> Learned);

    public Task<Outcome<Answer>> RunAsync(int days, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, Math.Clamp(days, 1, MostDays)), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, int days)
    {
        var (rows, learned) = (new List<Row>(), await reading.Db.Set<FeatureTally>().ToListAsync(reading.Ct));
        var weights = RankingWeights.Learned(learned.Select(tally => tally.Count));
        foreach (var entity in reading.Person.LegalEntities)
            rows.AddRange(await OfEntityAsync(reading, entity, reading.Now - Duration.FromDays(days), weights));
        return new Answer(
            rows.CountBy(row => row.Finding).ToDictionary(),
            [.. rows.Where(row => row.Finding != Finding.SameByItself).OrderByDescending(row => row.Finding).Take(200)],
            rows.Count, weights, [.. learned.Select(tally => tally.Count)]);
    }

    private static async Task<IEnumerable<Row>> OfEntityAsync(
        Reading reading, LegalEntityId entity, Instant since, RankingWeights weights)
    {
        var decided = await (
            from application in reading.Db.Set<Application>()
            join receipt in reading.Db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where receipt.LegalEntityId == entity && receipt.ReceivedAt >= since && application.ReversedAt == null
            select new { Receipt = receipt, application.InvoiceId, application.AmountMinor }).ToListAsync(reading.Ct);
        var given = decided.ToLookup(row => row.InvoiceId.ToString(), row => row.AmountMinor);
        var invoices = (await MatchingFacts.InvoicesAsync(reading.Db, entity, reading.Now, reading.Ct))
            .Select(invoice => invoice with { OpenMinor = invoice.OpenMinor + given[invoice.Id].Sum() }).ToList();
        var numbers = invoices.ToDictionary(invoice => invoice.Id, invoice => invoice.Number);
        var receipts = decided.GroupBy(row => row.Receipt.Id).ToDictionary(group => group.Key.ToString(), group => (
            group.First().Receipt, Was: group.Select(row => row.InvoiceId.ToString()).Where(numbers.ContainsKey).ToHashSet()));
        var (rules, _) = await MatchPolicies.InForceAsync(reading.Db, entity, reading.Now, reading.Ct);
        List<IncomingPayment> payments = [.. receipts.Values.Select(row =>
            MatchingFacts.PaymentOf(row.Receipt) with { GrossMinor = row.Receipt.AmountMinor - row.Receipt.ReturnedMinor })];
        return MatchingEngine.Match(payments, invoices, rules.Policy, weights).Select(result =>
        {
            var (receipt, was) = receipts[result.PaymentId];
            return new Row(
                receipt.Id, receipt.Reference, new Money(receipt.AmountMinor, receipt.Currency), FindingOf(result, was),
                result.Rule, result.Score, string.Join(", ", was.Select(id => numbers[id])),
                string.Join(", ", result.Allocations.Select(part => numbers[part.InvoiceId])));
        });
    }

    private static Finding FindingOf(MatchResult result, HashSet<string> was)
    {
        if (result.Decision == MatchDecision.Automatic)
            return was.SetEquals(result.Allocations.Select(part => part.InvoiceId)) ? Finding.SameByItself
                : Finding.DifferentByItself;
        return result.Candidates.Take(3).Any(candidate => was.SetEquals(candidate.Allocations.Select(part => part.InvoiceId)))
            ? Finding.Suggested : Finding.NotFound;
    }
}
