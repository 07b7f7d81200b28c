using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Shared;

public sealed class ClockReadingTests
{
    private static readonly Instant True = Instant.FromUtc(2026, 3, 2, 9, 0);

    [Theory]
    [InlineData(0, null, null, null, null)]
    [InlineData(0, 0, 0, 0, null)]
    [InlineData(0, 5, null, null, null)]
    [InlineData(0, -5, null, null, null)]
    [InlineData(1440, 0, null, null, "the clock jumped and is 24 h 0 min ahead of the time that has passed")]
    [InlineData(-6, 0, null, null, "the clock jumped and is 0 h 6 min behind the time that has passed")]
    [InlineData(-1501, null, 0, null, "the clock is 25 h 1 min behind the newest record, of 2 Mar 2026, 09:00 UTC")]
    [InlineData(-5, null, 0, null, null)]
    [InlineData(1440, null, 0, null, null)]
    [InlineData(0, 0, 1440, null, null)]
    [InlineData(1440, null, null, 0, "the clock is 24 h 0 min ahead of the database server's")]
    [InlineData(1440, 1440, 0, 0, "the clock is 24 h 0 min ahead of the database server's")]
    [InlineData(-6, null, null, 0, "the clock is 0 h 6 min behind the database server's")]
    [InlineData(5, 5, null, 0, null)]
    public void WhyWrong_ByWhatTheClockIsHeldAgainst(int shown, int? expected, int? newest, int? database, string? words)
    {
        var why = new ClockReading(At(shown)!.Value, At(expected), At(newest), At(database)).WhyWrong();

        Assert.Equal(words, why?[..why.IndexOf(':', words?.Length ?? 0)]);
    }

    private static Instant? At(int? minutes) => minutes is { } some ? True + Duration.FromMinutes(some) : null;
}
