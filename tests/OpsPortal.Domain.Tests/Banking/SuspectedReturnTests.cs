using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Banking;

[Trait("Requirement", "INV-10")]
public sealed class SuspectedReturnTests
{
    [Theory]
    [InlineData(RefundState.Waiting, true, Deciders.Nobody)]
    [InlineData(RefundState.Waiting, false, Deciders.One)]
    [InlineData(RefundState.Pending, true, Deciders.Nobody)]
    [InlineData(RefundState.Pending, false, Deciders.Two)]
    [InlineData(RefundState.Succeeded, true, Deciders.One)]
    [InlineData(RefundState.Succeeded, false, Deciders.One)]
    [InlineData(RefundState.Failed, true, Deciders.One)]
    [InlineData(RefundState.Cancelled, true, Deciders.One)]
    public void Line_OfTheAmountOfARefund_IsSomethingElseByTheWordOf(RefundState state, bool isNamed, Deciders deciders) =>
        Assert.Equal(deciders, SuspectedReturn.Of([(state, isNamed)]));

    [Fact]
    public void OfSeveralRefunds_TheStrictestCounts()
    {
        Assert.Equal(Deciders.One, SuspectedReturn.Of([]));
        Assert.Equal(Deciders.Two, SuspectedReturn.Of([(RefundState.Succeeded, true), (RefundState.Pending, false)]));
        Assert.Equal(Deciders.Nobody, SuspectedReturn.Of([(RefundState.Pending, true), (RefundState.Pending, false)]));
    }

    [Fact]
    public void Table_HoldsEveryStateOnce() =>
        Assert.Equal(Enum.GetValues<RefundState>(), SuspectedReturn.Table.Select(row => row.State));

    [Theory]
    [InlineData("OUR-REFUND-1", null, true)]
    [InlineData(null, "Return of our-refund-1, account closed", true)]
    [InlineData("RF 2026/17", null, true)]
    [InlineData(null, "OUR-REFUND-12", false)]
    [InlineData(null, null, false)]
    public void Line_NamesAReference_AsAWordOrAWholeText(string? endToEnd, string? remittance, bool isNamed)
    {
        var line = new StatementLine
        {
            AmountMinor = 1, Currency = Currency.Of("EUR"), BookedOn = default, EndToEndId = endToEnd, Remittance = remittance,
        };
        Assert.Equal(isNamed, LineRules.IsNamed(line, endToEnd == "RF 2026/17" ? "rf 2026/17" : "Our-Refund-1"));
    }

    /// <summary>A purpose takes what it asks for and nothing besides.</summary>
    [Fact]
    public void Purpose_AsksForItsSubjectAndNoOther()
    {
        LineSubject refund = new(Refund: new(Guid.NewGuid())), receipt = new(Receipt: new(Guid.NewGuid()));
        Assert.All(LinePurposes.All, row => Assert.Equal(
            (true, row.Names == LineSubjectKind.Refund, row.Names == LineSubjectKind.Receipt, false),
            (row.AsksFor(default), row.AsksFor(refund), row.AsksFor(receipt),
                row.AsksFor(new(refund.Refund, receipt.Receipt)))));
    }
}
