using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

public enum PeriodState
{
    Open,
    Closing,
    Closed,
}

public enum PeriodAction
{
    BeginClosing,
    Close,
    Reopen,
}

/// <summary>The legal moves of a period. A month without a row is open.</summary>
public static class PeriodLifecycle
{
    public static readonly IReadOnlyDictionary<(PeriodState From, PeriodAction Action), PeriodState> Moves =
        new Dictionary<(PeriodState, PeriodAction), PeriodState>
        {
            [(PeriodState.Open, PeriodAction.BeginClosing)] = PeriodState.Closing,
            [(PeriodState.Closing, PeriodAction.Close)] = PeriodState.Closed,
            [(PeriodState.Closing, PeriodAction.Reopen)] = PeriodState.Open,
            [(PeriodState.Closed, PeriodAction.Reopen)] = PeriodState.Open,
        };
}

/// <summary>One month of one legal entity's books. Nothing posts into a closed one.</summary>
public sealed class Period
{
    private Period()
    {
    }

    public PeriodId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public int Year { get; private set; }

    public int Month { get; private set; }

    public PeriodState State { get; private set; }

    public Instant ChangedAt { get; private set; }

    public int Revision { get; private set; }

    public static Period Open(PeriodId id, LegalEntityId legalEntity, YearMonth month, Instant now) => new()
    {
        Id = id,
        LegalEntityId = legalEntity,
        Year = month.Year,
        Month = month.Month,
        State = PeriodState.Open,
        ChangedAt = now,
    };

    public YearMonth YearMonth() => new(Year, Month);

    public Outcome Move(PeriodAction action, Instant now)
    {
        if (!PeriodLifecycle.Moves.TryGetValue((State, action), out var next))
            return LedgerRefusals.PeriodNotIn($"{Year}-{Month:00}", State);
        State = next;
        ChangedAt = now;
        return Outcome.Done;
    }
}

/// <summary>Chooses the accounting date of an event.</summary>
public static class PostingDate
{
    /// <summary>
    /// The day it happened, never later than today; where the books are shut on it, the first day on which they are open.
    /// The same events give the same dates in whatever order they arrive.
    /// </summary>
    public static LocalDate Of(LocalDate effectiveOn, LocalDate today, ShutBooks shut, EventFamily family) =>
        shut.OpenDay(LocalDate.Min(effectiveOn, today), family);

    /// <summary>Daily snapshots cover days up to the day before yesterday; what is booked on such a day now comes late.</summary>
    public static bool IsLate(LocalDate bookedOn, LocalDate today) => bookedOn < today.PlusDays(-1);
}
