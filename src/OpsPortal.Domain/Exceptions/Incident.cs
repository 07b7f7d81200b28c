using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>What an incident is opened with.</summary>
/// <param name="Origin">Names what a clock found, so that it opens one incident for it; null where a person opens it.</param>
public sealed record IncidentOpening(
    IncidentKind Kind, string Title, LegalEntityId? LegalEntityId, PersonId? By, string? Origin = null);

/// <summary>
/// Trouble larger than one case: several cases with one cause, or what survived the close of a month. It follows a playbook, says
/// how it was put right, what finance must know, when all was restored, and what a second person learned from it. Never deleted.
/// </summary>
public sealed class Incident
{
    public const int TitleLength = 200;
    public const int TextLength = 2000;

    /// <summary>How the timeline tells what a later reader must find again.</summary>
    public const string RestoredWords = "Restored.";
    public const string ReviewedWords = "Reviewed.";
    public const string ReopenedWords = "Not restored yet: ";
    public const string CaseWords = "Case added: ";
    public const string FinanceWords = "Notes to finance: ";

    private readonly List<IncidentEntry> timeline = [];

    private Incident()
    {
    }

    public IncidentId Id { get; private set; }

    public IncidentKind Kind { get; private set; }

    public string Title { get; private set; } = "";

    public LegalEntityId? LegalEntityId { get; private set; }

    public string? Origin { get; private set; }

    public IncidentState State { get; private set; }

    public PersonId? OpenedBy { get; private set; }

    public Instant OpenedAt { get; private set; }

    /// <summary>How it is put right; null until it is decided.</summary>
    public RecoveryMethod? Method { get; private set; }

    /// <summary>What finance must know: entries, periods and reports that it touches.</summary>
    public string? FinanceNotes { get; private set; }

    public PersonId? RestoredBy { get; private set; }

    /// <summary>When all was right again.</summary>
    public Instant? RestoredAt { get; private set; }

    public PersonId? ReviewedBy { get; private set; }

    public Instant? ReviewedAt { get; private set; }

    /// <summary>What was learned, in the words of a person other than the one who restored it.</summary>
    public string? Review { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<IncidentEntry> Timeline => timeline;

    public IncidentPlaybook Playbook => IncidentPlaybooks.Of(Kind);

    /// <summary>From the opening until all was right again; null while it is not.</summary>
    public Duration? TimeToRestore => RestoredAt - OpenedAt;

    public static Outcome<Incident> Open(IncidentId id, IncidentOpening opening, Instant now)
    {
        if (string.IsNullOrWhiteSpace(opening.Title))
            return SharedRefusals.Required("Title");
        if (opening.Title.Length > TitleLength)
            return SharedRefusals.TooLong("Title", TitleLength);
        var incident = new Incident
        {
            Id = id, Kind = opening.Kind, Title = opening.Title.Trim(), LegalEntityId = opening.LegalEntityId,
            Origin = opening.Origin, State = IncidentState.Open, OpenedBy = opening.By, OpenedAt = now,
        };
        incident.Tell(opening.By, now, "Opened.");
        return incident;
    }

    public bool IsDone(int step) => timeline.Any(entry => entry.Step == step);

    /// <summary>A case takes part in it: its story is told here too.</summary>
    public Outcome Add(ExceptionCase found, PersonId? by, Instant now)
    {
        if (State == IncidentState.Reviewed)
            return ExceptionsRefusals.IncidentReviewed;
        if (LegalEntityId is { } entity && found.LegalEntityId is { } other && entity != other)
            return ExceptionsRefusals.OtherEntity;
        var joined = found.Join(Id);
        if (joined.IsRefused || !joined.Value)
            return joined.IsRefused ? joined.Refusal : Outcome.Done;
        LegalEntityId ??= found.LegalEntityId;
        Tell(by, now, CaseWords + found.Summary);
        return Outcome.Done;
    }

    /// <summary>Adds a line to the timeline.</summary>
    public Outcome Note(PersonId by, Instant now, string text) => Checked("Text", text) ?? Do(() => Tell(by, now, text.Trim()));

    /// <summary>Ticks a step of the playbook off, with what was found or done.</summary>
    public Outcome Tick(int step, PersonId by, Instant now, string text)
    {
        if (State == IncidentState.Reviewed)
            return ExceptionsRefusals.IncidentReviewed;
        if (step < 1 || step > Playbook.Steps.Count || IsDone(step))
            return ExceptionsRefusals.NoSuchStep;
        return Checked("What was done", text) ?? Do(() => Tell(by, now, text.Trim(), step));
    }

    /// <summary>Decides how it is put right; may be decided anew until all is restored.</summary>
    public Outcome Choose(RecoveryMethod method, string why, PersonId by, Instant now) =>
        Checked("Reason", why) ?? Move(IncidentAction.Choose, () =>
        {
            Method = method;
            Tell(by, now, $"{IncidentPlaybooks.Words(method)}: {why.Trim()}");
        });

    /// <summary>Keeps what finance must know.</summary>
    public Outcome TellFinance(string notes, PersonId by, Instant now) => State == IncidentState.Reviewed
        ? ExceptionsRefusals.IncidentReviewed
        : Checked("Notes to finance", notes) ?? Do(() =>
        {
            FinanceNotes = notes.Trim();
            Tell(by, now, FinanceWords + notes.Trim());
        });

    /// <summary>All is right again: no case of it is open, its playbook is done, finance knows.</summary>
    public Outcome Restore(int openCases, PersonId by, Instant now)
    {
        if (openCases > 0)
            return ExceptionsRefusals.CasesOpen(openCases);
        if (Enumerable.Range(1, Playbook.Steps.Count).FirstOrDefault(step => !IsDone(step)) is var open and > 0)
            return ExceptionsRefusals.StepOpen(Playbook.Steps[open - 1]);
        if (FinanceNotes is null)
            return SharedRefusals.Required("Notes to finance");
        return Move(IncidentAction.Restore, () =>
        {
            (RestoredBy, RestoredAt) = (by, now);
            Tell(by, now, RestoredWords);
        });
    }

    /// <summary>It came back: what was restored was not right yet.</summary>
    public Outcome Reopen(string why, PersonId by, Instant now) => Checked("Reason", why) ?? Move(IncidentAction.Reopen, () =>
    {
        (RestoredBy, RestoredAt) = (null, null);
        Tell(by, now, ReopenedWords + why.Trim());
    });

    /// <summary>A person other than the one who restored it says what was learned, and ends it.</summary>
    public Outcome Conclude(string review, PersonId by, Instant now)
    {
        if (State == IncidentState.Restored && by == RestoredBy)
            return ExceptionsRefusals.OwnReview;
        return Checked("Review", review) ?? Move(IncidentAction.Review, () =>
        {
            (ReviewedBy, ReviewedAt, Review) = (by, now, review.Trim());
            Tell(by, now, ReviewedWords);
        });
    }

    private Outcome Move(IncidentAction action, Action change)
    {
        if (IncidentLifecycle.Next(State, action) is not { } next)
            return ExceptionsRefusals.IncidentMove(State, action);
        State = next;
        return Do(change);
    }

    private static Outcome Do(Action change)
    {
        change();
        return Outcome.Done;
    }

    private static Outcome? Checked(string field, string text) => string.IsNullOrWhiteSpace(text)
        ? (Outcome?)SharedRefusals.Required(field)
        : text.Length > TextLength ? (Outcome?)SharedRefusals.TooLong(field, TextLength) : null;

    private void Tell(PersonId? by, Instant now, string text, int? step = null) =>
        timeline.Add(new IncidentEntry(Id, timeline.Count + 1, by, now, text, step));
}

/// <summary>One line of an incident's timeline, in the order in which it was written.</summary>
public sealed class IncidentEntry
{
    private IncidentEntry()
    {
    }

    internal IncidentEntry(IncidentId incident, int number, PersonId? by, Instant at, string text, int? step)
    {
        (IncidentId, Number, By, At, Step) = (incident, number, by, at, step);
        Text = text.Length > Incident.TextLength ? text[..Incident.TextLength] : text;
    }

    public IncidentId IncidentId { get; private set; }

    public int Number { get; private set; }

    /// <summary>Null where the clock did it.</summary>
    public PersonId? By { get; private set; }

    public Instant At { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>The step of the playbook that it ticks off, counted from one.</summary>
    public int? Step { get; private set; }
}
