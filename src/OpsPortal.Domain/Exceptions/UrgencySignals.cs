using NodaTime;

namespace OpsPortal.Domain.Exceptions;

/// <summary>One signal of risk.</summary>
public sealed record UrgencySignal(string Name, string Words, Func<ExceptionCase, Instant, bool> Holds);

/// <summary>A case is urgent when any of these holds: its amount, its age, or a deadline of the outside world.</summary>
public static class UrgencySignals
{
    /// <summary>From this amount on a case is large, in major units of a currency with decimals.</summary>
    public const long LargeMajor = 50_000;

    /// <summary>The same of a currency without decimals, whose unit is small.</summary>
    public const long LargeMajorWithoutDecimals = 5_000_000;

    private static readonly Duration Near = Duration.FromDays(1);

    public static IReadOnlyList<UrgencySignal> All { get; } =
    [
        new("Large amount", $"the amount is {LargeMajor:N0} or more ({LargeMajorWithoutDecimals:N0} without decimals)",
            (found, _) => IsLarge(found)),
        new("Late", "its own clock has run out", (found, now) => found.DueAt <= now),
        new("Deadline near", "a deadline of the outside world is a day away or less, or has passed",
            (found, now) => found.OutsideDueAt is { } at && at - now <= Near),
    ];

    /// <summary>The names of all signals that hold, or null when none does.</summary>
    public static string? Of(ExceptionCase found, Instant now)
    {
        var holding = All.Where(signal => signal.Holds(found, now)).Select(signal => signal.Name).ToList();
        return holding.Count == 0 ? null : string.Join(", ", holding);
    }

    internal static bool IsLarge(ExceptionCase found) => found is { AmountMinor: { } minor, Currency: { } currency }
        && minor / currency.MinorPerMajor >= (currency.Decimals == 0 ? LargeMajorWithoutDecimals : LargeMajor);
}
