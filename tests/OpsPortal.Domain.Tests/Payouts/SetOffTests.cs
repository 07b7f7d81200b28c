using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Ledger;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "LED-11")]
public sealed class SetOffTests
{
    private static readonly PayeeId Ada = new(SomeFacts.Id(31));
    private static readonly ContractId Clause = new(SomeFacts.Id(77));
    private static readonly PayeePart[] Settled = [Part(41, 60), Part(42, 50)];
    private static readonly PayeePart[] Owed = [Part(51, 30), Part(52, 45), new(Ada, 20)];

    [Fact]
    public void Of_AnAmount_TakesBothSidesInTheirOrder()
    {
        var setOff = SetOff.Of(Euro(70), Settled, Owed).Value;

        Assert.Equal([60L, 10L], setOff.Taken.Select(part => part.Minor));
        Assert.Equal([30L, 40L], setOff.Recovered.Select(part => part.Minor));
    }

    [Theory]
    [InlineData(0, "payouts.nothing-to-set-off")]
    [InlineData(-5, "payouts.nothing-to-set-off")]
    [InlineData(96, "payouts.more-than-owed")]
    public void Of_WhatIsNotOwed_IsRefused(long minor, string code) =>
        Assert.Equal(code, SetOff.Of(Euro(minor), Settled, Owed).Refusal?.Code);

    [Fact]
    public void Of_MoreThanIsSettled_IsRefused() =>
        Assert.Equal("payouts.more-than-settled", SetOff.Of(Euro(61), [Settled[0]], Owed).Refusal?.Code);

    /// <summary>Each side keeps the invoice and payment it arose on; a debt of a former system has none.</summary>
    [Fact]
    public void Draft_OfTheWhole_MovesEachSideWhereItArose()
    {
        var draft = SetOff.Of(Euro(95), Settled, Owed).Value.Draft(Facts(), Clause).Value;

        Assert.Equal(Clause, draft.Trace.ContractId);
        Assert.Equal(
            [
                (Account.HeldSettled, 60L, Receipt(41)), (Account.HeldSettled, 35L, Receipt(42)),
                (Account.RecoverableFromPayees, -30L, Receipt(51)), (Account.RecoverableFromPayees, -45L, Receipt(52)),
                (Account.RecoverableFromPayees, -20L, null),
            ],
            draft.Legs.Select(leg => (leg.Account, leg.AmountMinor, leg.ReceiptId)));
        Assert.Equal(ObligationEnd.Discharged, MovementRules.EndOf(draft.Family, Account.HeldSettled));
    }

    [Fact]
    public void Rule_WithoutTheContractThatGivesTheRight_IsRefused() => Assert.Equal(
        "ledger.missing-reference", PostingRules.Draft(EventFamily.RecoveredBySetOff, Facts() with { Parts = Settled })
            .Refusal?.Code);

    private static Money Euro(long minor) => new(minor, Currency.Of("EUR"));

    private static ReceiptId? Receipt(int n) => new(SomeFacts.Id(n));

    private static PayeePart Part(int n, long minor) => new(Ada, minor, new InvoiceId(SomeFacts.Id(100 + n)), Receipt(n));

    private static PostingFacts Facts() => new()
    {
        LegalEntityId = SomeFacts.Entity, Currency = SomeFacts.Eur, PostingKey = "set-off:1", EffectiveAt = SomeFacts.Now,
        Trace = new TraceKeys { Memo = "Clause 9" }, Amounts = new PostingAmounts(),
    };
}
