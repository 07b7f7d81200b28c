using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

public enum CheckpointState
{
    Due,
    Missed,
    Done,
    Reviewed,
}

public enum CheckpointAction
{
    Complete,
    Miss,
    Review,
}

/// <summary>The legal moves of a checkpoint; one that was missed can still be done, and stays late.</summary>
public static class CheckpointLifecycle
{
    public static IReadOnlyList<(CheckpointState From, CheckpointAction Action, CheckpointState To, Permission? By)> Moves
    { get; } =
    [
        (CheckpointState.Due, CheckpointAction.Complete, CheckpointState.Done, Permission.Reconcile),
        (CheckpointState.Due, CheckpointAction.Miss, CheckpointState.Missed, null),
        (CheckpointState.Missed, CheckpointAction.Complete, CheckpointState.Done, Permission.Reconcile),
        (CheckpointState.Done, CheckpointAction.Review, CheckpointState.Reviewed, Permission.ReviewReconciliation),
    ];

    public static CheckpointState? Next(CheckpointState from, CheckpointAction action)
    {
        foreach (var move in Moves)
            if (move.From == from && move.Action == action)
                return move.To;
        return null;
    }
}

/// <summary>How often a checkpoint comes.</summary>
public enum CheckpointRhythm
{
    /// <summary>Each working day, due on the next.</summary>
    Daily,

    /// <summary>Each month, due some working days after its end.</summary>
    PeriodEnd,
}

/// <summary>One row of the calendar: what is to be seen to, when, by whom and reviewed by whom.</summary>
/// <param name="DueDays">Working days after the day, or after the month's last day.</param>
/// <param name="DueTime">In the entity's zone.</param>
/// <param name="ByMachine">True where people have put their names to it elsewhere: the records alone make it done.</param>
public sealed record CheckpointRow(
    string Code, string Name, CheckpointRhythm Rhythm, int DueDays, LocalTime DueTime, Role Preparer, Role Reviewer,
    bool ByMachine, string Ask)
{
    public Instant DueAt(LocalDate day, DateTimeZone zone) =>
        Cash.BankingDays.Plus(Cash.BankCalendar.Weekdays, day, DueDays).At(DueTime).InZoneLeniently(zone).ToInstant();
}

/// <summary>The calendar of checkpoints. Which of them are kept, since when and whether one blocks release is set for each legal
/// entity.</summary>
public static class CheckpointCalendar
{
    public const string BankStatement = "bank-statement";
    public const string ProviderReport = "provider-report";
    public const string ExceptionsBelowLimit = "exceptions-below-limit";
    public const string Safeguarding = "safeguarding";
    public const string ClosePrepared = "close-prepared";
    public const string CloseReviewed = "close-reviewed";
    public const string CloseSigned = "close-signed";

    /// <summary>So many late cases of one company are let pass.</summary>
    public const int ExceptionLimit = 25;

    public static IReadOnlyList<CheckpointRow> Rows { get; } =
    [
        Daily(BankStatement, "Bank statement in", 10, "The statement of each bank account for the day has come."),
        Daily(ProviderReport, "Provider report in", 12, "The provider's report of the day has come and was looked at."),
        Daily(ExceptionsBelowLimit, "Exceptions below the limit", 17, "Fewer late cases are open than the limit."),
        Daily(Safeguarding, "Safeguarding covered", 12, "Safeguarded cash covers what is owed to others."),
        PeriodEnd(ClosePrepared, "Close prepared", 5, "The month's close is prepared."),
        PeriodEnd(CloseReviewed, "Close reviewed", 6, "A second person has reviewed the close."),
        PeriodEnd(CloseSigned, "Close signed", 8, "The controller has signed the close."),
    ];

    public static CheckpointRow Of(string code) => Rows.First(row => row.Code == code);

    private static CheckpointRow Daily(string code, string name, int hour, string ask) => new(
        code, name, CheckpointRhythm.Daily, 1, new LocalTime(hour, 0), Role.Finance, Role.Controller, false, ask);

    private static CheckpointRow PeriodEnd(string code, string name, int days, string ask) => new(
        code, name, CheckpointRhythm.PeriodEnd, days, new LocalTime(17, 0), Role.Finance, Role.Controller, true, ask);
}

/// <summary>That a legal entity keeps a checkpoint, since when, and whether a missed one stops payouts.</summary>
public sealed class CheckpointSetting
{
    private CheckpointSetting()
    {
    }

    public CheckpointSetting(LegalEntityId entity, string code, LocalDate from, bool blocksRelease) =>
        (LegalEntityId, Code, From, BlocksRelease) = (entity, code, from, blocksRelease);

    public LegalEntityId LegalEntityId { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>The first day that is looked at.</summary>
    public LocalDate From { get; private set; }

    public bool BlocksRelease { get; private set; }

    public int Revision { get; private set; }

    public void Change(bool blocksRelease) => BlocksRelease = blocksRelease;
}

/// <summary>One checkpoint of one day or month: due, done by one person, reviewed by another, or missed.</summary>
public sealed class Checkpoint : IOfCompany
{
    public const int TextLimit = 1000;

    private Checkpoint()
    {
    }

    public Checkpoint(CheckpointId id, LegalEntityId entity, string code, LocalDate day, Instant dueAt)
    {
        (Id, LegalEntityId, Code, Day, DueAt) = (id, entity, code, day, dueAt);
    }

    public CheckpointId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Code { get; private set; } = "";

    /// <summary>The day it is about; of a month, its last.</summary>
    public LocalDate Day { get; private set; }

    public Instant DueAt { get; private set; }

    public CheckpointState State { get; private set; }

    /// <summary>Null where the records themselves said so.</summary>
    public PersonId? DoneBy { get; private set; }

    public Instant? DoneAt { get; private set; }

    public string Note { get; private set; } = "";

    public PersonId? ReviewedBy { get; private set; }

    public Instant? ReviewedAt { get; private set; }

    public int Revision { get; private set; }

    public bool IsLate => DoneAt > DueAt;

    /// <summary>Refused where the records say that it cannot be so.</summary>
    /// <param name="by">Null where the records themselves say so.</param>
    public Outcome Complete(PersonId? by, string note, CheckpointEvidence evidence, Instant now)
    {
        if (evidence.Contradicts)
            return CloseRefusals.RecordsContradict(evidence.Missing);
        if (string.IsNullOrWhiteSpace(note))
            return CloseRefusals.TooFewWords;
        if (note.Length > TextLimit)
            return SharedRefusals.TooLong("note", TextLimit);
        if (Move(CheckpointAction.Complete) is { } refusal)
            return refusal;
        (DoneBy, DoneAt, Note) = (by, now, note.Trim());
        return Outcome.Done;
    }

    public Outcome Miss() => Move(CheckpointAction.Miss) is { } refusal ? refusal : Outcome.Done;

    public Outcome Review(PersonId by, Instant now)
    {
        if (by == DoneBy)
            return CloseRefusals.ReviewedBySelf;
        if (Move(CheckpointAction.Review) is { } refusal)
            return refusal;
        (ReviewedBy, ReviewedAt) = (by, now);
        return Outcome.Done;
    }

    private Refusal? Move(CheckpointAction action)
    {
        if (CheckpointLifecycle.Next(State, action) is not { } next)
            return CloseRefusals.CheckpointNotIn(State);
        State = next;
        return null;
    }
}
