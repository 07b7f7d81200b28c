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

    private static DisputeCase Of(long minor) => new(
        new DisputeId(Guid.NewGuid()), new ReceiptId(Guid.NewGuid()), "test", "dp_1", new Money(minor, Currency.Of("EUR")), null,
        Instant.FromUtc(2026, 3, 2, 9, 0), null);
}
