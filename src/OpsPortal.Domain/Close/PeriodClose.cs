using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>What keeps a month from being closed, in words, and where it is mended.</summary>
public sealed record CloseBlocker(string Code, string Words, string Link);

/// <summary>What a signature stands under: the hash of all tie-outs, and what still blocks.</summary>
public sealed record CloseReadiness(string ContentHash, IReadOnlyList<CloseBlocker> Blockers);

/// <summary>
/// One version of the close of one month of one legal entity: prepared by finance, reviewed by another person, signed by a
/// controller other than both. Each signs the hash of the same figures. Reopening keeps this version with its signatures and
/// makes the next.
/// </summary>
public sealed class PeriodClose : IOfCompany
{
    /// <summary>So long a request to reopen waits for a second person.</summary>
    public static readonly Duration ReopeningLasts = Duration.FromDays(7);

    private PeriodClose()
    {
    }

    public PeriodCloseId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public int Year { get; private set; }

    public int Month { get; private set; }

    /// <summary>From 1; each reopening makes the next.</summary>
    public int Version { get; private set; }

    public CloseState State { get; private set; }

    /// <summary>The version of the checklist with which it began; 0 is the delivered one.</summary>
    public int ChecklistNumber { get; private set; }

    /// <summary>What the samples of this month are drawn with: the same month always draws the same.</summary>
    public int Seed { get; private set; }

    public PersonId? BegunBy { get; private set; }

    public Instant? BegunAt { get; private set; }

    public PersonId? PreparedBy { get; private set; }

    public Instant? PreparedAt { get; private set; }

    public PersonId? ReviewedBy { get; private set; }

    public Instant? ReviewedAt { get; private set; }

    public PersonId? SignedBy { get; private set; }

    public Instant? SignedAt { get; private set; }

    /// <summary>What all three signed: the hash of the tie-outs' figures.</summary>
    public string? ContentHash { get; private set; }

    /// <summary>Why it went back to its preparer the last time.</summary>
    public string? LastReason { get; private set; }

    /// <summary>How many cases of the month were still open when it was signed.</summary>
    public int? OpenItems { get; private set; }

    public PersonId? ReopenAskedBy { get; private set; }

    public Instant? ReopenAskedAt { get; private set; }

    public string? ReopenReason { get; private set; }

    public PersonId? ReopenedBy { get; private set; }

    public Instant? ReopenedAt { get; private set; }

    /// <summary>Requests to reopen that came to nothing, in their order.</summary>
    public IReadOnlyList<EndedReopening> EndedReopenings { get; private set; } = [];

    public int Revision { get; private set; }

    /// <summary>When the request to reopen lapses; null where nobody asks.</summary>
    public Instant? ReopeningLapsesAt => State == CloseState.Signed ? ReopenAskedAt + ReopeningLasts : null;

    public YearMonth YearMonth => new(Year, Month);

    public string Name => $"{Year:0000}-{Month:00}";

    public static PeriodClose Open(PeriodCloseId id, LegalEntityId entity, YearMonth month, int version) => new()
    {
        Id = id, LegalEntityId = entity, Year = month.Year, Month = month.Month, Version = version, State = CloseState.Open,
        Seed = (month.Year * 100) + month.Month,
    };

    /// <param name="checklist">The version of the company's checklist that is in force.</param>
    public Outcome Begin(PersonId by, int checklist, Instant now)
    {
        if (Move(CloseAction.Begin) is { } refusal)
            return refusal;
        (BegunBy, BegunAt, ChecklistNumber) = (by, now, checklist);
        return Outcome.Done;
    }

    /// <summary>Refused while anything blocks, or where the figures are not those that the person saw.</summary>
    public Outcome Prepare(PersonId by, CloseReadiness ready, string shownHash, Instant now)
    {
        if ((Check(ready, shownHash) ?? Move(CloseAction.Prepare)) is { } refusal)
            return refusal;
        (PreparedBy, PreparedAt, ContentHash, LastReason) = (by, now, ready.ContentHash, null);
        return Outcome.Done;
    }

    public Outcome Review(PersonId by, CloseReadiness ready, string shownHash, Instant now)
    {
        if (by == PreparedBy)
            return CloseRefusals.PreparedByYou;
        if ((Check(ready, shownHash) ?? Unmoved(ready) ?? Move(CloseAction.Review)) is { } refusal)
            return refusal;
        (ReviewedBy, ReviewedAt) = (by, now);
        return Outcome.Done;
    }

    /// <summary>The third person's signature; the month is closed by it.</summary>
    public Outcome Sign(PersonId by, CloseReadiness ready, string shownHash, int openItems, Instant now)
    {
        if (by == PreparedBy)
            return CloseRefusals.PreparedByYou;
        if (by == ReviewedBy)
            return CloseRefusals.ReviewedByYou;
        if ((Check(ready, shownHash) ?? Unmoved(ready) ?? Move(CloseAction.Sign)) is { } refusal)
            return refusal;
        (SignedBy, SignedAt, OpenItems) = (by, now, openItems);
        return Outcome.Done;
    }

    public Outcome SendBack(string reason)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        return BackToPreparer(CloseAction.SendBack, reason);
    }

    /// <summary>The figures moved under the signatures given so far: they count no more.</summary>
    public Outcome LoseFigures(string what) => BackToPreparer(CloseAction.LoseFigures, what);

    /// <summary>Whether a request to reopen waits for a second person.</summary>
    public bool IsReopeningAsked(Instant now) => now < ReopeningLapsesAt;

    public Outcome AskToReopen(PersonId by, string reason, Instant now)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (IsReopeningAsked(now))
            return CloseRefusals.ReopeningStands;
        if (now >= ReopeningLapsesAt && LapseReopening(now) is { Refusal: { } stays })
            return stays;
        if (Move(CloseAction.AskToReopen) is { } refusal)
            return refusal;
        (ReopenAskedBy, ReopenAskedAt, ReopenReason) = (by, now, Short(reason.Trim()));
        return Outcome.Done;
    }

    /// <summary>Who asked takes the request back; the month stays closed.</summary>
    public Outcome WithdrawReopening(PersonId by, Instant now)
    {
        if (WhyNotEnd(now) is { } wrong)
            return wrong;
        return by != ReopenAskedBy ? CloseRefusals.NotYourReopening
            : EndReopening(CloseAction.WithdrawReopening, ReopeningEnd.Withdrawn, now, by, null);
    }

    /// <summary>Another person than who asked says no, with the reason; the month stays closed.</summary>
    public Outcome RefuseReopening(PersonId by, string reason, Instant now)
    {
        if ((Reasons.WhyNot(reason) ?? WhyNotEnd(now)) is { } wrong)
            return wrong;
        return by == ReopenAskedBy ? CloseRefusals.WithdrawYours
            : EndReopening(CloseAction.RefuseReopening, ReopeningEnd.Refused, now, by, Short(reason.Trim()));
    }

    /// <summary>Nobody confirmed it in time; the month stays closed.</summary>
    public Outcome LapseReopening(Instant now) => now >= ReopeningLapsesAt
        ? EndReopening(CloseAction.LapseReopening, ReopeningEnd.Lapsed, ReopeningLapsesAt.Value, null, null)
        : CloseRefusals.ReopeningNotAsked;

    /// <summary>A second controller confirms; gives the next version, which begins open.</summary>
    public Outcome<PeriodClose> Reopen(PersonId by, PeriodCloseId next, Instant now)
    {
        if (ReopenAskedBy is null)
            return CloseRefusals.ReopeningNotAsked;
        if (by == ReopenAskedBy)
            return CloseRefusals.AskedByYou;
        if (now >= ReopeningLapsesAt)
            return CloseRefusals.ReopeningLapsed;
        if (Move(CloseAction.Reopen) is { } refusal)
            return refusal;
        (ReopenedBy, ReopenedAt) = (by, now);
        var opened = Open(next, LegalEntityId, YearMonth, Version + 1);
        opened.ChecklistNumber = ChecklistNumber;
        return opened;
    }

    private Refusal? WhyNotEnd(Instant now) => ReopenAskedBy is null ? CloseRefusals.ReopeningNotAsked
        : now >= ReopeningLapsesAt ? CloseRefusals.ReopeningLapsed : null;

    private Outcome EndReopening(CloseAction action, ReopeningEnd how, Instant at, PersonId? by, string? note)
    {
        var (asker, askedAt, reason) = (ReopenAskedBy!.Value, ReopenAskedAt!.Value, ReopenReason ?? "");
        if (Move(action) is { } refusal)
            return refusal;
        EndedReopenings = [.. EndedReopenings, new EndedReopening(asker, askedAt, reason, how, at, by, note)];
        (ReopenAskedBy, ReopenAskedAt, ReopenReason) = (null, null, null);
        return Outcome.Done;
    }

    private Outcome BackToPreparer(CloseAction action, string reason)
    {
        if (Move(action) is { } refusal)
            return refusal;
        (PreparedBy, PreparedAt, ReviewedBy, ReviewedAt, ContentHash) = (null, null, null, null, null);
        LastReason = Short(reason.Trim());
        return Outcome.Done;
    }

    private static Refusal? Check(CloseReadiness ready, string shownHash) =>
        ready.Blockers.Count > 0 ? CloseRefusals.Blocked(ready.Blockers)
        : shownHash != ready.ContentHash ? CloseRefusals.FiguresMoved
        : null;

    private Refusal? Unmoved(CloseReadiness ready) => ready.ContentHash == ContentHash || ContentHash is null
        ? null : CloseRefusals.FiguresMoved;

    private Refusal? Move(CloseAction action)
    {
        if (CloseLifecycle.Next(State, action) is not { } next)
            return CloseRefusals.NotIn(Name, State);
        State = next;
        return null;
    }

    private static string Short(string text) => text.Length > Reasons.Limit ? text[..Reasons.Limit] : text;
}
