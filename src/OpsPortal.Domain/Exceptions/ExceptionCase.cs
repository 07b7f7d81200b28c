using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>Where a case stands.</summary>
public enum ExceptionState
{
    Open,
    Assigned,
    Resolved,
}

/// <summary>Ids of what a case is about; each may be absent.</summary>
public sealed record ExceptionLinks
{
    public LegalEntityId? LegalEntityId { get; init; }

    public ContractId? ContractId { get; init; }

    public MilestoneId? MilestoneId { get; init; }

    public InvoiceId? InvoiceId { get; init; }

    public ReceiptId? ReceiptId { get; init; }

    public PayeeId? PayeeId { get; init; }

    public BatchId? BatchId { get; init; }

    public PayoutItemId? PayoutItemId { get; init; }

    /// <summary>The provider's own event id or object id.</summary>
    public string? ProviderReference { get; init; }
}

/// <summary>One piece of trouble with an owner, a clock, its evidence and a way out. Never deleted.</summary>
public sealed class ExceptionCase
{
    private readonly List<ExceptionNote> notes = [];

    private ExceptionCase()
    {
    }

    public ExceptionCase(
        ExceptionId id, ExceptionType type, string reasonCode, string summary, string dedupeKey, Money? amount,
        ExceptionLinks links, Instant now)
    {
        Id = id;
        Type = type;
        ReasonCode = reasonCode;
        Summary = summary.Length > 500 ? summary[..500] : summary;
        DedupeKey = dedupeKey;
        AmountMinor = amount?.Minor;
        Currency = amount?.Currency;
        LegalEntityId = links.LegalEntityId;
        ContractId = links.ContractId;
        MilestoneId = links.MilestoneId;
        InvoiceId = links.InvoiceId;
        ReceiptId = links.ReceiptId;
        PayeeId = links.PayeeId;
        BatchId = links.BatchId;
        PayoutItemId = links.PayoutItemId;
        ProviderReference = links.ProviderReference;
        OwnerRole = ExceptionTypes.Of(type).Owner;
        OpenedAt = now;
        DueAt = now + ExceptionTypes.Of(type).Sla;
        State = ExceptionState.Open;
    }

    public ExceptionId Id { get; private set; }

    public ExceptionType Type { get; private set; }

    /// <summary>Stable code of the reason, such as <c>cash.unknown-invoice</c>.</summary>
    public string ReasonCode { get; private set; } = "";

    public string Summary { get; private set; } = "";

    /// <summary>Names the trouble, so that the same trouble never opens two cases.</summary>
    public string DedupeKey { get; private set; } = "";

    public long? AmountMinor { get; private set; }

    public Currency? Currency { get; private set; }

    public LegalEntityId? LegalEntityId { get; private set; }

    public ContractId? ContractId { get; private set; }

    public MilestoneId? MilestoneId { get; private set; }

    public InvoiceId? InvoiceId { get; private set; }

    public ReceiptId? ReceiptId { get; private set; }

    public PayeeId? PayeeId { get; private set; }

    public BatchId? BatchId { get; private set; }

    public PayoutItemId? PayoutItemId { get; private set; }

    public string? ProviderReference { get; private set; }

    public Role OwnerRole { get; private set; }

    public PersonId? AssignedTo { get; private set; }

    public Instant OpenedAt { get; private set; }

    public Instant DueAt { get; private set; }

    /// <summary>How many rungs of the ladder have been told; 0 while in time.</summary>
    public int Rung { get; private set; }

    public ExceptionState State { get; private set; }

    public string? RootCause { get; private set; }

    public string? Resolution { get; private set; }

    /// <summary>The journal entry that resolved it, where money moved.</summary>
    public EntryId? ResolvingEntryId { get; private set; }

    public PersonId? ResolvedBy { get; private set; }

    public Instant? ResolvedAt { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<ExceptionNote> Notes => notes;

    public Outcome Assign(PersonId to, Instant now)
    {
        if (ExceptionLifecycle.Next(State, ExceptionAction.Assign) is not { } next)
            return ExceptionsRefusals.AlreadyResolved;
        AssignedTo = to;
        State = next;
        notes.Add(new ExceptionNote(Id, notes.Count + 1, to, now, "Took the case."));
        return Outcome.Done;
    }

    public Outcome Comment(PersonId by, Instant now, string text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return SharedRefusals.Required("Comment");
        if (text.Length > 2000)
            return SharedRefusals.TooLong("Comment", 2000);
        notes.Add(new ExceptionNote(Id, notes.Count + 1, by, now, text.Trim()));
        return Outcome.Done;
    }

    /// <summary>Closes the case with what was done and why it came; a second press is refused.</summary>
    public Outcome Resolve(PersonId by, Instant now, string rootCause, string resolution, EntryId? entry)
    {
        if (ExceptionLifecycle.Next(State, ExceptionAction.Resolve) is not { } next)
            return ExceptionsRefusals.AlreadyResolved;
        if (string.IsNullOrWhiteSpace(resolution))
            return SharedRefusals.Required("Resolution");
        if (string.IsNullOrWhiteSpace(rootCause))
            return SharedRefusals.Required("Root cause");
        State = next;
        RootCause = rootCause.Trim();
        Resolution = resolution.Trim();
        ResolvingEntryId = entry;
        ResolvedBy = by;
        ResolvedAt = now;
        return Outcome.Done;
    }

    /// <summary>Climbs one rung of the ladder for each SLA that has passed; true when somebody new must be told.</summary>
    public bool Age(Instant now)
    {
        if (State == ExceptionState.Resolved || now < DueAt)
            return false;
        var row = ExceptionTypes.Of(Type);
        var passed = 1 + (int)((now - DueAt).TotalSeconds / row.Sla.TotalSeconds);
        var rung = Math.Min(passed, row.Ladder.Count);
        if (rung <= Rung)
            return false;
        Rung = rung;
        return true;
    }
}

/// <summary>One line of a case's history, in the order in which it was written.</summary>
public sealed class ExceptionNote
{
    private ExceptionNote()
    {
    }

    internal ExceptionNote(ExceptionId exception, int number, PersonId by, Instant at, string text)
    {
        ExceptionId = exception;
        Number = number;
        By = by;
        At = at;
        Text = text;
    }

    public ExceptionId ExceptionId { get; private set; }

    public int Number { get; private set; }

    public PersonId By { get; private set; }

    public Instant At { get; private set; }

    public string Text { get; private set; } = "";
}
