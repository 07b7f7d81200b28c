using NodaTime;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Domain.Tests.Payouts;

/// <summary>Which of a payment and a failure of the same payout came first.</summary>
[Trait("Requirement", "PAY-6")]
public sealed class PayoutEventFactTests
{
    private static readonly Instant Noon = Instant.FromUtc(2026, 3, 4, 12, 0);
    private static readonly DateTimeZone Dublin = DateTimeZoneProviders.Tzdb["Europe/Dublin"];
    private static readonly DateTimeZone Auckland = DateTimeZoneProviders.Tzdb["Pacific/Auckland"];

    [Fact]
    public void IsOlder_ByTheTime_WhereItIsKnown()
    {
        Assert.True(new PayoutEventFact(Noon) { FailedAt = Noon + Duration.FromSeconds(1) }.IsOlder);
        Assert.False(new PayoutEventFact(Noon) { FailedAt = Noon }.IsOlder);
        Assert.False(new PayoutEventFact(Noon).IsOlder);
    }

    [Fact]
    public void IsOlder_ByTheDayInTheCompanysZone_WhereOnlyTheDayIsKnown()
    {
        var line = new PayoutEventFact(Noon) { FailedAt = Noon + Duration.FromHours(11), DayIn = Dublin };

        Assert.False(line.IsOlder);
        Assert.True((line with { FailedAt = Noon + Duration.FromHours(13) }).IsOlder);
        Assert.True((line with { OccurredAt = Noon - Duration.FromHours(12), DayIn = Auckland }).IsOlder);
        Assert.False((line with { FailedAt = null }).IsOlder);
    }
}
