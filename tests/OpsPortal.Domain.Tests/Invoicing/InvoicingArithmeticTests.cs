using NodaTime;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Shared;
using Xunit;

namespace OpsPortal.Domain.Tests.Invoicing;

public sealed class InvoicingArithmeticTests
{
    [Fact]
    [Trait("Requirement", "INV-2")]
    public void Take_GivesEveryNumberOnce_InOrder_ByPrefixAndSeries()
    {
        var invoices = InvoiceNumbering.Start(default, NumberSeries.Invoice);
        var notes = InvoiceNumbering.Start(default, NumberSeries.CreditNote);

        Assert.Equal(["NL-000001", "NL-000002", "NL-000003"], Enumerable.Range(0, 3).Select(_ => invoices.Take("NL-").Value));
        Assert.Equal("NL-CN-000001", notes.Take("NL").Value);
        Assert.Equal("invoicing.number-too-long", invoices.Take(" ").Refusal?.Code);
        Assert.Equal(3, invoices.LastNumber);
    }

    [Theory]
    [Trait("Requirement", "INV-4")]
    [InlineData(0, AgeingBucket.Current)]
    [InlineData(-5, AgeingBucket.Current)]
    [InlineData(1, AgeingBucket.Days1To30)]
    [InlineData(30, AgeingBucket.Days1To30)]
    [InlineData(31, AgeingBucket.Days31To60)]
    [InlineData(60, AgeingBucket.Days31To60)]
    [InlineData(61, AgeingBucket.Days61To90)]
    [InlineData(90, AgeingBucket.Days61To90)]
    [InlineData(91, AgeingBucket.Over90Days)]
    public void BucketOf_CountsDaysPastDue(int days, AgeingBucket expected)
    {
        var due = new LocalDate(2026, 1, 31);
        Assert.Equal(expected, Ageing.BucketOf(due, due.PlusDays(days)));
    }

    [Fact]
    [Trait("Requirement", "INV-3")]
    public void ClosingArithmetic_BillsWhatRemains_AndShowsEachStep()
    {
        var closing = ClosingArithmetic.Of(1_287_059, [("NL-000002", 400_000), ("NL-000003", 300_000)], 87_059, 10_000, 250_000);

        Assert.Equal(500_000, closing.RemainderMinor);
        Assert.Equal(250_000, closing.DueMinor);
        Assert.Contains(closing.Steps, step => step is { Words: "less NL-000002", AmountMinor: -400_000 });
    }

    [Fact]
    [Trait("Requirement", "MIL-5")]
    public void FourFacts_NeverFollowFromOneAnother()
    {
        var accepted = FourFacts.Of(new FactBasis(MilestoneState.Approved, null, null, 0, 0, 0, 0, true));
        Assert.Equal(
            (FactState.Yes, FactState.No, FactState.No, FactState.No),
            (accepted.Accepted.State, accepted.Invoiced.State, accepted.CollectedAndSettled.State, accepted.Payable.State));

        var pending = FourFacts.Of(new FactBasis(MilestoneState.Approved, InvoiceState.Paid, "NL-000001", 100, 100, 0, 0, true));
        Assert.Equal((FactState.Partly, "Collected, not yet settled"), (pending.CollectedAndSettled.State,
            pending.CollectedAndSettled.Words));

        var disputed = FourFacts.Of(new FactBasis(MilestoneState.Disputed, InvoiceState.Paid, "NL-000001", 100, 100, 100, 80,
            true));
        Assert.Equal((FactState.Frozen, FactState.Frozen), (disputed.Accepted.State, disputed.Payable.State));

        var given = FourFacts.Of(new FactBasis(MilestoneState.Approved, InvoiceState.Uncollectible, "NL-000001", 100, 0, 0, 0,
            true));
        Assert.Equal((FactState.Yes, FactState.No), (given.Invoiced.State, given.CollectedAndSettled.State));
    }

    [Theory]
    [InlineData(Contest.Open, FactState.Frozen, "Collected, but the payer contests it")]
    [InlineData(Contest.Lost, FactState.No, "Collected, and lost in a dispute")]
    [InlineData(Contest.None, FactState.Yes, "Collected and settled")]
    public void FourFacts_OfAContestedPayment_NeverCallItSettled(Contest contest, FactState state, string words)
    {
        var basis = new FactBasis(MilestoneState.Approved, InvoiceState.Paid, "NL-000001", 100, 100, 100, 0, true);

        Assert.Equal(new FactWords(state, words), FourFacts.Of(basis with { Contest = contest }).CollectedAndSettled);
    }

    [Theory]
    [InlineData(Leaving.None, 0, "Nothing is payable")]
    [InlineData(Leaving.OnItsWay, 0, "On its way to the payee")]
    [InlineData(Leaving.PaidOut, 0, "Paid out to the payee")]
    [InlineData(Leaving.PaidOut, 20, "Funds are there; the release gate decides")]
    public void FourFacts_AfterAPayout_SayWhereTheMoneyIs(Leaving leaving, long payable, string words)
    {
        var basis = new FactBasis(MilestoneState.Approved, InvoiceState.Paid, "NL-000001", 100, 100, 100, payable, true);

        Assert.Equal(words, FourFacts.Of(basis with { Leaving = leaving }).Payable.Words);
    }
}
