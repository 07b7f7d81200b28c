using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;

namespace OpsPortal.Domain.Tests.Events;

public sealed class SequenceTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 2, 12, 0);

    [Fact]
    [Trait("Requirement", "EVT-3")]
    public void Supersedes_OfAnEarlierEvent_IsFalse()
    {
        Assert.False(OccurrenceOrder.Supersedes(
            ProviderEventKind.PaymentFailed, Noon, ProviderEventKind.PaymentSucceeded, Noon + Duration.FromSeconds(1)));
        Assert.True(OccurrenceOrder.Supersedes(
            ProviderEventKind.PaymentSucceeded, Noon, ProviderEventKind.PaymentFailed, Noon));
    }

    [Fact]
    public void Compare_GoesByOccurrenceThenKindThenId()
    {
        ProviderEvent[] events =
        [
            Event("c", ProviderEventKind.PaymentSucceeded, 2), Event("b", ProviderEventKind.PaymentSucceeded, 1),
            Event("a", ProviderEventKind.FundsAvailable, 1), Event("a", ProviderEventKind.PaymentSucceeded, 1),
        ];
        Array.Sort(events, OccurrenceOrder.Compare);
        Assert.Equal(["a", "b", "a", "c"], events.Select(e => e.EventId));
    }

    [Fact]
    [Trait("Requirement", "EVT-3")]
    public void NextLook_WithinTheWindow_GrowsAndNeverPassesItsEnd()
    {
        var end = Rails.ExpectedBy(Rail.Card, Noon);
        Assert.Equal(Noon + Duration.FromSeconds(2), WaitingRoom.NextLook(Rail.Card, Noon, 0, Noon));
        Assert.Equal(Noon + Duration.FromSeconds(16), WaitingRoom.NextLook(Rail.Card, Noon, 3, Noon));
        Assert.Equal(end, WaitingRoom.NextLook(Rail.Card, Noon, 50, end - Duration.FromMinutes(1)));
        Assert.Null(WaitingRoom.NextLook(Rail.Card, Noon, 50, end));
    }

    [Fact]
    [Trait("Requirement", "EVT-4")]
    public void Next_GrowsAndEndsAfterEightAttempts()
    {
        var delays = Enumerable.Range(1, RetryDelays.Attempts - 1).Select(n => RetryDelays.Next(n, "evt_1", Noon)!.Value - Noon)
            .ToList();
        Assert.Equal(delays.Order(), delays);
        Assert.Null(RetryDelays.Next(RetryDelays.Attempts, "evt_1", Noon));
        Assert.NotEqual(RetryDelays.Next(7, "evt_1", Noon), RetryDelays.Next(7, "evt_2", Noon));
    }

    private static ProviderEvent Event(string id, ProviderEventKind kind, int second) => new()
    {
        Provider = "test",
        EventId = id,
        Kind = kind,
        Type = "test",
        OccurredAt = Noon + Duration.FromSeconds(second),
    };
}
