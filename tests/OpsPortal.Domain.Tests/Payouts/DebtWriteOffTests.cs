using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;
using OpsPortal.Domain.Tests.Ledger;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "LED-11")]
public sealed class DebtWriteOffTests
{
    private static readonly PayeeId Ada = new(SomeFacts.Id(31));
    private static readonly PersonId Maker = new(SomeFacts.Id(1));
    private static readonly PersonId Other = new(SomeFacts.Id(2));
    private static readonly PayeePart[] Owed = [Part(51, 30), Part(52, 45), new(Ada, 20)];

    [Theory]
    [InlineData(0, "Insolvent", "payouts.nothing-to-write-off")]
    [InlineData(-1, "Insolvent", "payouts.nothing-to-write-off")]
    [InlineData(96, "Insolvent", "payouts.more-than-owed")]
    [InlineData(95, " ", "shared.required")]
    public void Ask_ForWhatIsNotOwedOrWithoutAReason_IsRefused(long minor, string reason, string code) =>
        Assert.Equal(code, Ask(minor, reason).Refusal?.Code);

    [Fact]
    public void Decide_ByWhoAsked_IsRefusedEitherWay()
    {
        var writeOff = Ask(50).Value;

        Assert.Equal("payouts.write-off-four-eyes", writeOff.Approve(Maker, Owed, SomeFacts.Now).Refusal?.Code);
        Assert.Equal("payouts.write-off-four-eyes", writeOff.Refuse(Maker, "No", SomeFacts.Now).Refusal?.Code);
        Assert.Equal((DebtWriteOffState.Waiting, null), (writeOff.State, writeOff.DecidedBy));
    }

    [Fact]
    public void Approve_ByAnother_YieldsTheDebtsInTheirOrder_Once()
    {
        var writeOff = Ask(50).Value;

        Assert.Equal([30L, 20L], writeOff.Approve(Other, Owed, SomeFacts.Now).Value.Select(part => part.Minor));
        Assert.Equal((DebtWriteOffState.Approved, Other), (writeOff.State, writeOff.DecidedBy));
        Assert.Equal("payouts.write-off-decided", writeOff.Approve(Other, Owed, SomeFacts.Now).Refusal?.Code);
        Assert.Equal("payouts.write-off-decided", writeOff.Refuse(Other, "No", SomeFacts.Now).Refusal?.Code);
    }

    [Fact]
    public void Approve_OfWhatWasRecoveredMeanwhile_IsRefused()
    {
        var writeOff = Ask(50).Value;

        Assert.Equal("payouts.more-than-owed", writeOff.Approve(Other, [Part(51, 49)], SomeFacts.Now).Refusal?.Code);
        Assert.Equal(DebtWriteOffState.Waiting, writeOff.State);
    }

    [Fact]
    public void Refuse_WithoutAReason_IsRefused_AndWithOneItStays()
    {
        var writeOff = Ask(50).Value;

        Assert.Equal("shared.required", writeOff.Refuse(Other, " ", SomeFacts.Now).Refusal?.Code);
        Assert.False(writeOff.Refuse(Other, "It pays next week", SomeFacts.Now).IsRefused);
        Assert.Equal((DebtWriteOffState.Refused, "It pays next week"), (writeOff.State, writeOff.Note));
    }

    [Fact]
    public void Draft_OfTheWhole_IsBadDebt_AndMeetsEachDebtWhereItArose()
    {
        var writeOff = Ask(95).Value;
        var lost = writeOff.Approve(Other, Owed, SomeFacts.Now).Value;

        var draft = PostingRules.Draft(EventFamily.PayeeDebtWrittenOff, writeOff.On(Facts(), lost)).Value;

        Assert.Equal(
            [
                (Account.BadDebt, 95L, null), (Account.RecoverableFromPayees, -30L, Receipt(51)),
                (Account.RecoverableFromPayees, -45L, Receipt(52)), (Account.RecoverableFromPayees, -20L, null),
            ],
            draft.Legs.Select(leg => (leg.Account, leg.AmountMinor, leg.ReceiptId)));
        Assert.Equal((PostingKeys.DebtWrittenOff(writeOff.Id), "Insolvent"), (draft.PostingKey, draft.Trace.Memo));
    }

    private static Outcome<DebtWriteOff> Ask(long minor, string reason = "Insolvent") => DebtWriteOff.Ask(
        new DebtWriteOffId(SomeFacts.Id(7)), APayee(), new Money(minor, SomeFacts.Eur), Owed, reason, Maker, SomeFacts.Now);

    private static Payee APayee() => Payee.Create(
        Ada, SomeFacts.Entity, new PayeeParticulars("Ada", "IE", PayeeKind.Individual, "ada@x.test")).Value;

    private static ReceiptId? Receipt(int n) => new(SomeFacts.Id(n));

    private static PayeePart Part(int n, long minor) => new(Ada, minor, new InvoiceId(SomeFacts.Id(100 + n)), Receipt(n));

    private static PostingFacts Facts() => new()
    {
        LegalEntityId = SomeFacts.Entity, Currency = SomeFacts.Eur, PostingKey = "", EffectiveAt = SomeFacts.Now,
        Trace = new TraceKeys(), Amounts = new PostingAmounts(),
    };
}
