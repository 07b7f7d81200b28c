using NodaTime;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Cash;

public sealed class DisputeCaseTests
{
    /// <summary>Rounded one by one, three payees put three cents aside for a dispute of one, which can then never be
    /// lost.</summary>
    [Fact]
    [Trait("Requirement", "LED-9")]
    public void KeptBack_OfATinyDispute_IsNeverMoreThanWasDisputed()
    {
        Assert.Equal(1, Of(1).KeptBack(2, [1, 1]).Sum());
        Assert.Equal([1L, 1, 1], Of(5).KeptBack(5, [1, 1, 1]));
        Assert.Equal([30L, 15], Of(50).KeptBack(100, [60, 30]));
        Assert.Empty(Of(50).KeptBack(100, []));
    }

    /// <summary>Half of the payment is disputed; a third of the payee's part is kept back, some is held again, the rest has left.
    /// </summary>
    [Fact]
    [Trait("Requirement", "EXC-9")]
    public void Loss_IsTakenFromTheReserveThenFromHeldMoney_AndTheRestIsOwed()
    {
        var losses = DisputeLoss.Of(Of(50), 100, [(60, 10, 5), (30, 15, 0), (10, 0, 90)]);
        Assert.Equal([new DisputeLoss(10, 5, 15), new(15, 0, 0), new(0, 5, 0)], losses);
    }

    [Fact]
    [Trait("Requirement", "EXC-4")]
    public void DueBy_WhenTheProviderNamesNone_IsTwoHoursForAWarningAndSevenDaysForADispute()
    {
        Assert.Equal(Duration.FromDays(7), Of(1).DueBy - Of(1).OpenedAt);
        var warning = new DisputeCase(
            new DisputeId(Guid.NewGuid()), new ReceiptId(Guid.NewGuid()), "test", "fw_1", new Money(1, Currency.Of("EUR")), null,
            Of(1).OpenedAt, null, DisputeKind.FraudWarning);
        Assert.Equal(Duration.FromHours(2), warning.DueBy - warning.OpenedAt);
        Assert.False(warning.MissDeadline(warning.DueBy!.Value - Duration.Epsilon));
        Assert.True(warning.MissDeadline(warning.DueBy.Value));
    }

    private static DisputeCase Of(long minor) => new(
        new DisputeId(Guid.NewGuid()), new ReceiptId(Guid.NewGuid()), "test", "dp_1", new Money(minor, Currency.Of("EUR")), null,
        Instant.FromUtc(2026, 3, 2, 9, 0), null);
}
