using OpsPortal.Domain.Events;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Events;

[Trait("Requirement", "EVT-4")]
public sealed class DismissalRulesTests
{
    private static readonly PersonId Ann = new(Guid.NewGuid());
    private static readonly PersonId Ben = new(Guid.NewGuid());

    [Theory]
    [InlineData(0, 0, "", false)]
    [InlineData(1, 0, "", true)]
    [InlineData(-1, 0, "", true)]
    [InlineData(0, 1, "", true)]
    [InlineData(0, 0, "pay_1", true)]
    public void NamesMoney_IsAnAmountAFeeOrAPayment(long minor, long fee, string payment, bool names) =>
        Assert.Equal(names, DismissalRules.NamesMoney(AnEvent(minor, fee, payment)));

    [Fact]
    public void NamesMoney_OfWhatNobodyCanRead_IsTakenForSo() => Assert.True(DismissalRules.NamesMoney(null));

    [Fact]
    public void Ask_OfEveryState_IsForADeadLetterOnly()
    {
        foreach (var state in Enum.GetValues<InboxState>().Where(state => state != InboxState.DeadLetter))
            Assert.Equal("events.not-a-dead-letter", DismissalRules.Ask(state, null, AnEvent()).Refusal?.Code);
        Assert.Equal(InboxAction.Dismiss, DismissalRules.Ask(InboxState.DeadLetter, null, AnEvent()).Value);
        Assert.Equal(InboxAction.AskToDismiss, DismissalRules.Ask(InboxState.DeadLetter, null, AnEvent(100)).Value);
        Assert.Equal(InboxAction.AskToDismiss, DismissalRules.Ask(InboxState.DeadLetter, null, null).Value);
        Assert.Equal("events.dismissal-waits", DismissalRules.Ask(InboxState.DeadLetter, Ann, AnEvent()).Refusal?.Code);
    }

    [Fact]
    public void Decide_IsForAnotherPerson_AndWhoAskedMayTakeItBack()
    {
        Assert.Equal("events.no-dismissal-waits", DismissalRules.Decide(null, Ben, true).Refusal?.Code);
        Assert.Equal("events.own-dismissal", DismissalRules.Decide(Ann, Ann, true).Refusal?.Code);
        Assert.Equal(InboxAction.Dismiss, DismissalRules.Decide(Ann, Ben, true).Value);
        Assert.Equal(InboxAction.KeepDead, DismissalRules.Decide(Ann, Ben, false).Value);
        Assert.Equal(InboxAction.KeepDead, DismissalRules.Decide(Ann, Ann, false).Value);
    }

    private static ProviderEvent AnEvent(long minor = 0, long fee = 0, string payment = "") => new()
    {
        Provider = "Sandbox", EventId = "evt_1", Kind = ProviderEventKind.PaymentRefunded, Type = "payment.refunded",
        OccurredAt = NodaTime.Instant.FromUtc(2026, 3, 2, 9, 0), AmountMinor = minor, FeeMinor = fee, PaymentReference = payment,
    };
}
