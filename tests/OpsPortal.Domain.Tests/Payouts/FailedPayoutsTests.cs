using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Payouts;

[Trait("Requirement", "CLS-3")]
public sealed class FailedPayoutsTests
{
    private static readonly PayeeId Ada = new(Guid.CreateVersion7());
    private static readonly PayeeId Bob = new(Guid.CreateVersion7());

    [Fact]
    public void ReleasedAgain_CountsOnlyWhatCameAfterTheFailure_OfTheSameMoney()
    {
        Assert.Equal(0, FailedPayouts.ReleasedAgain([Released(1, 100), Failed(2, 100)]));
        Assert.Equal(100, FailedPayouts.ReleasedAgain([Released(1, 100), Failed(2, 100), Released(3, 100)]));
        Assert.Equal(60, FailedPayouts.ReleasedAgain([Released(1, 100), Failed(2, 100), Released(3, 60)]));
        Assert.Equal(0, FailedPayouts.ReleasedAgain([Released(1, 100), Failed(2, 100), Released(3, 100, Bob)]));
    }

    [Fact]
    public void ReleasedAgain_OfWhatFailedTwice_CountsWhatIsOutOnce() => Assert.Equal(100, FailedPayouts.ReleasedAgain(
        [Released(1, 100), Failed(2, 100), Released(3, 100), Failed(4, 100)]));

    private static PayoutLeg Released(int at, long minor, PayeeId? payee = null) =>
        Leg(EventFamily.PayoutReleased, at, minor, payee);

    private static PayoutLeg Failed(int at, long minor) => Leg(EventFamily.PayoutFailedCashHadLeft, at, minor, null);

    private static PayoutLeg Leg(EventFamily family, int at, long minor, PayeeId? payee) => new(
        payee ?? Ada, null, null, family, Instant.FromUtc(2026, 3, 2, at, 0), minor);
}
