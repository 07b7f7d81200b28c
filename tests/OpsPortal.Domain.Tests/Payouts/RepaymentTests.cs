using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Ledger;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "LED-11")]
public sealed class RepaymentTests
{
    private static readonly PayeeId Ada = new(SomeFacts.Id(31));
    private static readonly PayeePart[] Owed = [Part(51, 30), Part(52, 45), new(Ada, 20)];

    [Fact]
    public void Of_AnAmount_MeetsTheDebtsInTheirOrder()
    {
        var repayment = Repayment.Of(AReceipt(100), SomeFacts.Entity, 70, Owed).Value;

        Assert.Equal([30L, 40L], repayment.Repaid.Select(part => part.Minor));
    }

    [Theory]
    [InlineData(0, "cash.not-positive")]
    [InlineData(-5, "cash.not-positive")]
    [InlineData(96, "payouts.more-than-owed")]
    [InlineData(81, "cash.more-than-unapplied")]
    public void Of_AnotherAmount_IsRefused(long minor, string code) =>
        Assert.Equal(code, Repayment.Of(AReceipt(80), SomeFacts.Entity, minor, Owed).Refusal?.Code);

    [Fact]
    public void Of_WhatAnotherCompanyOrNobodyIsOwed_IsRefused()
    {
        Assert.Equal("payouts.repaid-to-another",
            Repayment.Of(AReceipt(80), new LegalEntityId(SomeFacts.Id(999)), 10, Owed).Refusal?.Code);
        Assert.Equal("payouts.owes-nothing", Repayment.Of(AReceipt(80), SomeFacts.Entity, 10, []).Refusal?.Code);
    }

    /// <summary>The cash goes from the receipt that repays; each debt is met where it arose, one of a former system on
    /// nothing.</summary>
    [Fact]
    public void Draft_OfTheWhole_TakesTheCash_AndMeetsEachDebtWhereItArose()
    {
        var receipt = AReceipt(100);
        var draft = PostingRules.Draft(EventFamily.RecoveredByRepayment, Repayment.Of(receipt, SomeFacts.Entity, 95, Owed).Value
            .On(Facts(receipt.Id, "Transfer of 3 May"), new RepaymentId(SomeFacts.Id(7)))).Value;

        Assert.Equal(
            [
                (Account.UnappliedCash, 95L, receipt.Id), (Account.RecoverableFromPayees, -30L, Receipt(51)),
                (Account.RecoverableFromPayees, -45L, Receipt(52)), (Account.RecoverableFromPayees, -20L, null),
            ],
            draft.Legs.Select(leg => (leg.Account, leg.AmountMinor, leg.ReceiptId)));
        Assert.Equal(PostingKeys.Repaid(new RepaymentId(SomeFacts.Id(7))), draft.PostingKey);
        Assert.Equal(ObligationEnd.Discharged, MovementRules.EndOf(draft.Family, Account.UnappliedCash));
    }

    [Fact]
    public void Rule_WithoutAReceiptOrAReason_IsRefused()
    {
        var repayment = Repayment.Of(AReceipt(100), SomeFacts.Entity, 95, Owed).Value;

        foreach (var facts in new[] { Facts(null, "Transfer"), Facts(AReceipt(1).Id, " ") })
            Assert.Equal("ledger.missing-reference", PostingRules.Draft(
                EventFamily.RecoveredByRepayment, repayment.On(facts, new RepaymentId(SomeFacts.Id(7)))).Refusal?.Code);
    }

    private static Receipt AReceipt(long minor) => Domain.Cash.Receipt.Take(
        new ReceiptId(SomeFacts.Id(61)), SomeFacts.Entity, "bank", "line-1", Rail.SepaCredit, new Money(minor, SomeFacts.Eur),
        null, SomeFacts.Now).Value;

    private static ReceiptId? Receipt(int n) => new(SomeFacts.Id(n));

    private static PayeePart Part(int n, long minor) => new(Ada, minor, new InvoiceId(SomeFacts.Id(100 + n)), Receipt(n));

    private static PostingFacts Facts(ReceiptId? receipt, string memo) => new()
    {
        LegalEntityId = SomeFacts.Entity, Currency = SomeFacts.Eur, PostingKey = "", EffectiveAt = SomeFacts.Now,
        Trace = new TraceKeys { ReceiptId = receipt, Memo = memo }, Amounts = new PostingAmounts(),
    };
}
