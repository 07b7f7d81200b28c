using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>When a rail settles what is handed in by a cut-off, in the rail's own zone.</summary>
/// <param name="CutOff">The last time of a banking day at which it is taken along.</param>
/// <param name="BankingDaysLater">How many banking days later the money is final or available.</param>
/// <param name="SettlesAt">The time of that day.</param>
public sealed record SettlementWindow(LocalTime CutOff, int BankingDaysLater, LocalTime SettlesAt);

/// <summary>A rail's clock for one currency. Without windows it works round the clock.</summary>
/// <param name="Currency">The currency that it is for; null for every other.</param>
/// <param name="Zone">The zone in which its times are meant.</param>
/// <param name="Calendar">Its banking days.</param>
/// <param name="Windows">Its windows of a banking day, earliest cut-off first.</param>
/// <param name="LateAfterBankingDays">How many banking days after settlement a missing item is late.</param>
public sealed record RailClock(
    string? Currency, string Zone, BankCalendar Calendar, IReadOnlyList<SettlementWindow> Windows, int LateAfterBankingDays);

/// <summary>How long a payment may still come back, and why it would.</summary>
/// <param name="Cause">Whose right it is and what for.</param>
/// <param name="Length">A span on the calendar, or in banking days of the rail's calendar.</param>
public sealed record ReturnWindow(string Cause, Period Length, bool InBankingDays = false)
{
    public string Words => (Length.Months, Length.Weeks, Length.Days) switch
    {
        ( > 0, _, _) => $"{Length.Months} months",
        (_, > 0, _) => $"{Length.Weeks} weeks",
        _ => $"{Length.Days} {(InBankingDays ? "banking " : "")}days",
    };
}

/// <summary>The largest single payment that a rail takes from a day on; null lifts an earlier bound.</summary>
public sealed record AmountCap(LocalDate Since, Money? Most);

/// <summary>What is known of a rail.</summary>
public sealed record RailFacts
{
    /// <summary>As it stands on screen.</summary>
    public required string Name { get; init; }

    /// <summary>Clocks by currency; the last is for every currency that has none of its own.</summary>
    public required IReadOnlyList<RailClock> Clocks { get; init; }

    /// <summary>The currencies that it carries; empty for any.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = [];

    /// <summary>The countries whose accounts it reaches, as two letters each; empty for any.</summary>
    public IReadOnlyList<string> Countries { get; init; } = [];

    /// <summary>Bounds in the order of their days.</summary>
    public IReadOnlyList<AmountCap> Caps { get; init; } = [];

    /// <summary>The ways back, soonest closed first; empty where nothing comes back by right.</summary>
    public required IReadOnlyList<ReturnWindow> Returns { get; init; }

    /// <summary>From when on the money is ours for good.</summary>
    public required string Finality { get; init; }

    /// <summary>The document or event against which its items are reconciled.</summary>
    public required string Artefact { get; init; }

    /// <summary>Whether the payer's bank may take a payment back after it arrived.</summary>
    public bool CanReturn { get; init; }

    /// <summary>Whether a collection needs the payer's mandate at hand.</summary>
    public bool NeedsMandate { get; init; }

    /// <summary>The usual time from success to available funds: what the simulated provider goes by.</summary>
    public required Duration Settles { get; init; }

    public RailClock ClockFor(Currency? currency) =>
        Clocks.FirstOrDefault(clock => clock.Currency == currency?.Code) ?? Clocks[^1];

    /// <summary>The bound that holds on a day; null where there is none.</summary>
    public Money? CapOn(LocalDate day) => Caps.LastOrDefault(cap => cap.Since <= day)?.Most;
}
