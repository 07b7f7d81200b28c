using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>How far a break is.</summary>
public enum BreakState
{
    /// <summary>Somebody must find out why.</summary>
    Open,

    /// <summary>A person has written down why; it stays until a run no longer sees it.</summary>
    Explained,

    /// <summary>A later run no longer sees it.</summary>
    Closed,
}

/// <summary>Why a break is there.</summary>
public enum BreakReason
{
    Timing,
    MissingEvent,
    DuplicateAtProvider,
    DuplicateWithUs,
    ProviderError,
    BankError,
    OurError,
    FeeOrRounding,
    LateBooking,
    Other,
}

/// <summary>
/// One thing that does not agree, followed over the runs that see it: it has an owner, a time by which it should be settled, and,
/// once a person knows, a written explanation with name and day.
/// </summary>
public sealed class ReconciliationBreak : IOfCompany
{
    public const int ExplanationLength = 2000;
    public const int IdentityLength = 240;
    private const int ShortestExplanation = 10;

    private ReconciliationBreak()
    {
    }

    public ReconciliationBreak(ReconciliationBreakId id, ReconciliationRun run, FoundBreak found, Duration sla, Instant now)
    {
        Id = id;
        LegalEntityId = run.LegalEntityId;
        (Layer, Scope, ScopeName, Currency) = (run.Layer, run.Scope, run.ScopeName, run.Currency);
        Identity = Cut(found.Identity, IdentityLength);
        OpenKey = KeyOf(run, found.Identity);
        FirstRunId = run.Id;
        FoundAt = now;
        DueAt = now + sla;
        Take(run, found);
    }

    public ReconciliationBreakId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public ReconciliationLayer Layer { get; private set; }

    public string Scope { get; private set; } = "";

    public string ScopeName { get; private set; } = "";

    public Currency Currency { get; private set; }

    public string Identity { get; private set; } = "";

    /// <summary>Unique while the break is there, so that two runs at once make one; null once it is closed.</summary>
    public string? OpenKey { get; private set; }

    public BreakKind Kind { get; private set; }

    public ReconciliationParty Party { get; private set; }

    public string Key { get; private set; } = "";

    /// <summary>What it adds to the difference ours minus theirs.</summary>
    public long EffectMinor { get; private set; }

    public LocalDate Date { get; private set; }

    public string Reference { get; private set; } = "";

    public string? Link { get; private set; }

    public ReconciliationRunId FirstRunId { get; private set; }

    public ReconciliationRunId LastRunId { get; private set; }

    public Instant FoundAt { get; private set; }

    public Instant DueAt { get; private set; }

    public PersonId? OwnerId { get; private set; }

    public BreakState State { get; private set; }

    public BreakReason? Reason { get; private set; }

    public string? Explanation { get; private set; }

    public PersonId? ExplainedBy { get; private set; }

    public Instant? ExplainedAt { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public ReconciliationRunId? ClosedByRunId { get; private set; }

    public int Revision { get; private set; }

    public bool IsResidual => Kind.IsResidual();

    public bool IsLate(Instant now) => State == BreakState.Open && now > DueAt;

    public int AgeDays(Instant now) => (int)((ClosedAt ?? now) - FoundAt).TotalDays;

    /// <summary>What its case in the exceptions room is told apart by.</summary>
    public string CaseKey => $"reconciliation-break:{Id}";

    public static string KeyOf(ReconciliationRun run, string identity) =>
        Cut($"{run.LegalEntityId}|{run.Layer}|{run.Scope}|{run.Currency}|{Cut(identity, IdentityLength)}", 400);

    /// <summary>A later run sees it again; another amount or kind asks for a new explanation.</summary>
    public void SeenAgain(ReconciliationRun run, FoundBreak found)
    {
        if (State == BreakState.Explained && (found.EffectMinor, found.Kind) != (EffectMinor, Kind))
            State = BreakState.Open;
        Take(run, found);
    }

    public Outcome Assign(PersonId to)
    {
        if (State == BreakState.Closed)
            return ReconciliationRefusals.BreakClosed;
        OwnerId = to;
        return Outcome.Done;
    }

    /// <summary>A person writes down why it is there; a later, better explanation takes its place.</summary>
    public Outcome Explain(BreakReason reason, string? explanation, PersonId by, Instant now)
    {
        if (State == BreakState.Closed)
            return ReconciliationRefusals.BreakClosed;
        if (string.IsNullOrWhiteSpace(explanation))
            return SharedRefusals.Required("Explanation");
        if (explanation.Trim().Length < ShortestExplanation)
            return ReconciliationRefusals.ExplanationTooShort;
        if (explanation.Length > ExplanationLength)
            return SharedRefusals.TooLong("Explanation", ExplanationLength);
        (Reason, Explanation, ExplainedBy, ExplainedAt) = (reason, explanation.Trim(), by, now);
        State = BreakState.Explained;
        OwnerId ??= by;
        return Outcome.Done;
    }

    /// <summary>A run over its day no longer sees it.</summary>
    public void Close(ReconciliationRun run, Instant now)
    {
        (State, ClosedAt, ClosedByRunId, OpenKey) = (BreakState.Closed, now, run.Id, null);
    }

    /// <summary>The other side answered what it was about; no run had to look for it.</summary>
    public void CloseByAnswer(Instant now) => (State, ClosedAt, OpenKey) = (BreakState.Closed, now, null);

    private void Take(ReconciliationRun run, FoundBreak found)
    {
        (Kind, Party, EffectMinor, Date) = (found.Kind, found.Party, found.EffectMinor, found.Date);
        Key = Cut(found.Key, ReconciliationRow.KeyLength);
        Reference = Cut(found.Reference, ReconciliationRow.KeyLength);
        Link = found.Link is null ? null : Cut(found.Link, ReconciliationRow.LinkLength);
        LastRunId = run.Id;
    }

    private static string Cut(string text, int length) => text.Length > length ? text[..length] : text;
}
