using System.Globalization;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Flows;
using Xunit.Abstractions;

namespace OpsPortal.Domain.Tests.Cash.Matching;

[Trait("Requirement", "CSH-4")]
public sealed class MatchingEngineTests(ITestOutputHelper output)
{
    private const double FewestAutomatic = 0.95;

    /// <summary>Shapes whose truth is known to us and yet no rule may be sure of.</summary>
    private static readonly string[] NeverCertain =
    [
        "partial", "overpaid", "mistyped to another real invoice", "mistyped to another buyer's invoice of the same amount",
        "names alike, the same owed", "fee that nobody told", "two named, the amount of one", "paid for somebody else",
        "short and unnamed", "their own number is another's", "half from another buyer",
    ];

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 7, 8];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Match_OfALabelledReconciliation_IsNeverWrongByItself(int seed)
    {
        var set = Reconciliation.Of(seed, 10);
        var results = Match(set);
        var wrong = results.Where(result => result.Decision == MatchDecision.Automatic
            && !IsTrue(set, result));
        Assert.Empty(wrong.Select(result =>
            $"{set.ShapeOf[result.PaymentId]}: {result.Rule} {string.Join(' ', result.Reasons)}"));

        var labelled = results.Where(result => set.Truth[result.PaymentId].Count > 0).ToList();
        var certain = labelled.Where(result => !NeverCertain.Contains(set.ShapeOf[result.PaymentId])).ToList();
        var automatic = certain.Count(result => result.Decision == MatchDecision.Automatic);
        var useful = labelled.Count(result => result.Decision == MatchDecision.Automatic || InFirstThree(set, result));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{results.Count} payments, {automatic} of {certain.Count} automatic, {useful} of {labelled.Count} in the first 3"));
        foreach (var shape in results.GroupBy(result => set.ShapeOf[result.PaymentId]))
            output.WriteLine($"{shape.Key}: {string.Join(", ", shape.CountBy(result => (result.Decision, result.Rule)))}");
        Assert.True(automatic >= FewestAutomatic * certain.Count, $"{automatic} of {certain.Count}");
        Assert.True(useful >= 0.98 * labelled.Count, $"{useful} of {labelled.Count}");
    }

    /// <summary>Thousands of labelled payments, the traps among them; the figures stand in docs/matching.md.</summary>
    [Fact]
    [Trait("Requirement", "CSH-5")]
    public void Match_OfThousandsWithTraps_IsNeverWrongAndUseful()
    {
        var wrong = new List<string>();
        var lines = new List<(string Shape, bool Labelled, bool Automatic, bool Useful)>();
        foreach (var seed in Enumerable.Range(100, 5))
        {
            var set = Reconciliation.Of(seed, 15, Reconciliation.Everything);
            foreach (var result in Match(set))
            {
                var (shape, automatic) = (set.ShapeOf[result.PaymentId], result.Decision == MatchDecision.Automatic);
                if (automatic && !IsTrue(set, result))
                    wrong.Add($"{seed} {shape}: {result.Rule} {string.Join(' ', result.Reasons)}");
                lines.Add((shape, set.Truth[result.PaymentId].Count > 0, automatic, automatic || InFirstThree(set, result)));
            }
        }

        var labelled = lines.Where(line => line.Labelled).ToList();
        var certain = labelled.Where(line => !NeverCertain.Contains(line.Shape)).ToList();
        output.WriteLine(
            $"{lines.Count} payments: {wrong.Count} wrong, {labelled.Count(line => line.Automatic)} of {labelled.Count} "
            + $"automatic ({certain.Count(line => line.Automatic)} of {certain.Count} where a rule can be sure), "
            + $"{labelled.Count(line => line.Useful)} in the first three");
        foreach (var shape in labelled.GroupBy(line => line.Shape))
            output.WriteLine($"| {shape.Key} | {shape.Count()} | {shape.Count(line => line.Automatic)} | "
                + $"{shape.Count(line => line.Useful)} |");
        Assert.Empty(wrong);
        Assert.True(certain.Count(line => line.Automatic) >= FewestAutomatic * certain.Count);
        Assert.True(labelled.Count(line => line.Useful) >= 0.97 * labelled.Count);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Match_OfShuffledInput_AnswersTheSame(int seed)
    {
        var set = Reconciliation.Of(seed, 4);
        var before = Match(set).ToDictionary(result => result.PaymentId, Words);
        var dice = new Dice(seed + 100);
        dice.Shuffle(set.Payments);
        dice.Shuffle(set.Invoices);
        foreach (var result in Match(set))
            Assert.Equal(before[result.PaymentId], Words(result));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Match_OfAnything_GivesNoInvoiceTwiceAndNoPaymentMoreThanItIs(int seed)
    {
        var set = Reconciliation.Of(seed, 6);
        var open = set.Invoices.ToDictionary(invoice => invoice.Id, invoice => invoice.OpenMinor);
        var paid = set.Payments.ToDictionary(payment => payment.Id, payment => payment.GrossMinor);
        foreach (var result in Match(set).Where(result => result.Decision == MatchDecision.Automatic))
        {
            Assert.Equal(paid[result.PaymentId], result.Allocations.Sum(part => part.AmountMinor));
            foreach (var part in result.Allocations)
                open[part.InvoiceId] -= part.AmountMinor + part.DifferenceMinor;
        }

        Assert.All(set.Invoices, invoice => Assert.InRange(
            open[invoice.Id], Math.Min(0, invoice.OpenMinor), Math.Max(0, invoice.OpenMinor)));
    }

    /// <summary>So many that several processors share the work.</summary>
    [Fact]
    public void Match_OfManyPayments_DecidesEachOnceAndNoneThatTwoClaim()
    {
        const int Count = 30_000;
        var invoices = Enumerable.Range(0, Count).Select(n => new OpenInvoice
        {
            Id = $"i{n}", Number = $"INV-{n:000000}", Buyer = "n", Names = [], Currency = Currency.Of("EUR"), OpenMinor = 100 + n,
        }).ToList();
        var payments = Enumerable.Range(0, Count).Select(n => n % 100 == 99 ? n - 1 : n).Select((named, n) => new IncomingPayment
        {
            Id = $"p{n}", Currency = Currency.Of("EUR"), GrossMinor = 100 + named, RemittanceText = $"INV-{named:000000}",
        }).ToList();

        var results = MatchingEngine.Match(payments, invoices, MatchPolicy.Default, RankingWeights.Delivered);

        Assert.Equal(payments.Select(payment => payment.Id), results.Select(result => result.PaymentId));
        Assert.All(results.Select((result, n) => (result, n)), each => Assert.Equal(
            each.n % 100 < 98 ? MatchDecision.Automatic : MatchDecision.Suggested, each.result.Decision));
        Assert.Equal(Count / 100 * 98, results.Where(result => result.Decision == MatchDecision.Automatic)
            .SelectMany(result => result.Allocations).Select(part => part.InvoiceId).Distinct().Count());
    }

    /// <summary>The amount speaks for the first, and yet the payer wrote two numbers.</summary>
    [Theory]
    [InlineData("INV-000001", "INV-000002", null)]
    [InlineData("INV-000001", null, "INV-000002")]
    [InlineData(null, "INV-000001", "INV-000002")]
    public void Match_WhenTwoTextsNameTwoInvoices_DecidesNothing(string? structured, string? remittance, string? endToEnd)
    {
        List<OpenInvoice> invoices = [.. Enumerable.Range(1, 2).Select(n => new OpenInvoice
        {
            Id = $"i{n}", Number = $"INV-{n:000000}", Buyer = "n", Names = [], Currency = Currency.Of("EUR"), OpenMinor = 100 * n,
        })];
        var payment = new IncomingPayment
        {
            Id = "p", Currency = Currency.Of("EUR"), GrossMinor = 100, StructuredReference = structured,
            RemittanceText = remittance, EndToEndId = endToEnd,
        };

        var result = Assert.Single(MatchingEngine.Match([payment], invoices, MatchPolicy.Default, RankingWeights.Delivered));

        Assert.Equal(MatchDecision.Suggested, result.Decision);
    }

    [Fact]
    public void Match_WhenThePolicyReviewsTheRule_SuggestsInsteadOfDeciding()
    {
        var set = Reconciliation.Of(1, 1);
        var policy = MatchPolicy.Default with { ReviewedFirst = new HashSet<MatchRule> { MatchRule.ExactReference } };
        var results = MatchingEngine.Match(set.Payments, set.Invoices, policy, RankingWeights.Delivered);
        Assert.DoesNotContain(results, result => result is { Decision: MatchDecision.Automatic, Rule: MatchRule.ExactReference });
        Assert.Contains(results, result => result is { Decision: MatchDecision.Suggested, Rule: MatchRule.ExactReference });
    }

    /// <summary>Of many payments for many invoices only the whole is true; how it is split is nobody's to say.</summary>
    private static bool IsTrue(Reconciliation set, MatchResult result)
    {
        var (truth, used) = (set.Truth[result.PaymentId], result.Allocations.Select(part => part.InvoiceId));
        return result.Rule == MatchRule.SeveralPaymentsSeveralInvoices ? truth.IsSupersetOf(used) : truth.SetEquals(used);
    }

    private static IReadOnlyList<MatchResult> Match(Reconciliation set) =>
        MatchingEngine.Match(set.Payments, set.Invoices, MatchPolicy.Default, RankingWeights.Delivered);

    private static bool InFirstThree(Reconciliation set, MatchResult result) => result.Candidates.Take(3)
        .Any(candidate => set.Truth[result.PaymentId].SetEquals(candidate.Allocations.Select(part => part.InvoiceId)));

    private static string Words(MatchResult result)
    {
        var parts = string.Join(',', result.Allocations.OrderBy(part => part.InvoiceId, StringComparer.Ordinal));
        var candidates = result.Candidates.Select(each => $"{each.Score}:{string.Join(',', each.Allocations)}");
        return $"{result.Decision} {result.Rule} {result.Score} {parts} {string.Join('|', candidates)}";
    }
}
