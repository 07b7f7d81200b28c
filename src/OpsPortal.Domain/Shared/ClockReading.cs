using NodaTime;

namespace OpsPortal.Domain.Shared;

/// <summary>What this machine's clock shows, and what it is held against. Waits of hours and days go by it, so money does not
/// leave by a clock that is known to be wrong.</summary>
/// <param name="Shown">What it shows.</param>
/// <param name="Expected">What it should show by what has passed since it was last found right while this process ran; null where
/// it was not yet.</param>
/// <param name="Newest">The newest record that any clock wrote. It counts only where nothing is expected: a clock that came right
/// stands behind what it wrote while it was ahead.</param>
/// <param name="Database">What the clock of the database's server shows; null where that is this machine's own.</param>
public readonly record struct ClockReading(Instant Shown, Instant? Expected, Instant? Newest, Instant? Database)
{
    /// <summary>How far it may be off before it is told: as far as a webhook's time may be.</summary>
    public static readonly Duration Tolerance = Duration.FromMinutes(5);

    /// <summary>Null where nothing speaks against it, else what is wrong and what to do.</summary>
    public string? WhyWrong()
    {
        if (Database is { } database && IsFar(Shown - database))
            return $"the clock is {Words(Shown - database)} the database server's: let both follow a time server";
        if (Expected is { } expected)
        {
            return !IsFar(Shown - expected) ? null
                : $"the clock jumped and is {Words(Shown - expected)} the time that has passed: "
                    + "set it right, or restart the app if it is";
        }

        return Newest is { } newest && newest - Shown > Tolerance
            ? $"the clock is {Words(Shown - newest)} the newest record, of {DayWords.Of(newest)}: set it right"
            : null;
    }

    private static bool IsFar(Duration off) => off > Tolerance || off < -Tolerance;

    private static string Words(Duration off)
    {
        var (size, side) = off < Duration.Zero ? (-off, "behind") : (off, "ahead of");
        var minutes = (long)(size + Duration.FromSeconds(30)).TotalMinutes;
        return $"{minutes / 60} h {minutes % 60} min {side}";
    }
}
