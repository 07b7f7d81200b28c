using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash.Matching;

/// <summary>What must be known before a payment is posted without a person.</summary>
[Trait("Requirement", "CSH-3")]
public sealed class DataContractTests
{
    private static readonly IncomingPayment Complete = new()
    {
        Id = "p1", Currency = Currency.Of("EUR"), GrossMinor = 10_000, PayerName = "Nordwind AG", RemittanceText = "INV-1",
    };

    private static readonly IncomingPayment Bare = Complete with { PayerName = null, RemittanceText = " " };

    public static TheoryData<IncomingPayment, string[]> Cases => new()
    {
        { Complete, [] },
        { Complete with { PayerName = null }, [] },
        { Complete with { RemittanceText = null }, [] },
        { Complete with { RemittanceText = null, StructuredReference = "RF18539007547034" }, [] },
        { Complete with { Id = "" }, ["Payment id"] },
        { Complete with { GrossMinor = -1 }, ["Amount"] },
        { Bare, ["Reference, remittance or payer", "Payer identity"] },
        { Bare with { PayerAccount = "DE89370400440532013000" }, [] },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Missing_NamesEachFieldThatNothingStandsInFor(IncomingPayment payment, string[] missing) =>
        Assert.Equal(missing, DataContract.Missing(payment));

    [Fact]
    public void Match_OfABarePaymentWithAFittingAmount_NeverPosts()
    {
        var invoice = new OpenInvoice
        {
            Id = "i1", Number = "INV-1", Currency = Currency.Of("EUR"), OpenMinor = 10_000, Buyer = "n", Names = ["Nordwind AG"],
        };
        var result = Assert.Single(MatchingEngine.Match([Bare], [invoice], MatchPolicy.Default, RankingWeights.Delivered));
        Assert.NotEqual(MatchDecision.Automatic, result.Decision);
    }

    [Fact]
    [Trait("Requirement", "CSH-9")]
    public void Match_OfAPaymentThatWasTakenBackFromTheInvoice_IsASuggestionThatSaysSo()
    {
        OpenInvoice[] invoices = [Owed(1), Owed(2)];
        var before = Complete with { TakenBackFrom = new HashSet<string> { "i1" } };
        var results = MatchingEngine.Match(
            [before, before with { Id = "p2", RemittanceText = "INV-2" }], invoices, MatchPolicy.Default,
            RankingWeights.Delivered);

        Assert.Equal([MatchDecision.Suggested, MatchDecision.Automatic], results.Select(result => result.Decision));
        Assert.Equal("i1", results[0].Candidates[0].Allocations.Single().InvoiceId);
        Assert.Contains("It was applied to INV-1 before and taken back", results[0].Reasons[^1], StringComparison.Ordinal);
    }

    private static OpenInvoice Owed(int number) => new()
    {
        Id = $"i{number}", Number = $"INV-{number}", Currency = Currency.Of("EUR"), OpenMinor = 10_000, Buyer = "n",
        Names = ["Nordwind AG"],
    };

    [Fact]
    public void Fields_HaveAnOwnerAValidationAndAFallback() => Assert.All(DataContract.Fields, field =>
        Assert.DoesNotContain("", new[] { field.Field, field.Owner, field.Validation, field.Fallback }));
}
