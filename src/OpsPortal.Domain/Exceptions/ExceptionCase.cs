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

/// <summary>One piece of trouble with an owner, a clock, its evidence and a way out. Never deleted.</summary>
public sealed partial class ExceptionCase
{
    private readonly List<ExceptionNote> notes = [];
    private readonly List<CaseEvidence> evidence = [];

    private ExceptionCase()
    {
    }

    public ExceptionCase(
        ExceptionId id, ExceptionType type, string reasonCode, string summary, string dedupeKey, Money? amount,
        ExceptionLinks links, Instant now, ExceptionTypeRow? row = null)
    {
        row ??= ExceptionTypes.Of(type);
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
        OwnerRole = row.Owner;
        OpenedAt = now;
        DueAt = now + row.Sla;
        State = ExceptionState.Open;
        (Queue, RoutingRule) = (RoutingRules.For(this).Queue, RoutingRules.For(this).Name);
        Urgency = UrgencySignals.Of(this, now);
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

    /// <summary>The next deadline of the outside world, which no SLA of ours can move; null where there is none.</summary>
    public Instant? OutsideDueAt { get; private set; }

    /// <summary>The name of that deadline.</summary>
    public string? OutsideDeadline { get; private set; }

    /// <summary>The signals of risk that hold, by name; null for a case that is not urgent.</summary>
    public string? Urgency { get; private set; }

    /// <summary>Whether any signal holds. Worked out; kept so that a database can sort by it.</summary>
    public bool IsUrgent
    {
        get => Urgency is not null;
        private set { }
    }

    /// <summary>The clock that runs out first: our own or that of the outside world. Worked out; kept so that a database can sort
    /// by it.</summary>
    public Instant NextDueAt
    {
        get => OutsideDueAt is { } outside && outside < DueAt ? outside : DueAt;
        private set { }
    }

    /// <summary>Where it is worked; null for a case older than the queues until the ageing has looked at it.</summary>
    public CaseQueue? Queue { get; private set; }

    /// <summary>The name of the rule that sent it there.</summary>
    public string? RoutingRule { get; private set; }

    /// <summary>Until when it is put aside; it comes back by itself.</summary>
    public Instant? SnoozedUntil { get; private set; }

    public string? SnoozeReason { get; private set; }

    /// <summary>The larger trouble that it is part of.</summary>
    public IncidentId? IncidentId { get; private set; }

    /// <summary>How many rungs of the ladder have been told; 0 while in time.</summary>
    public int Rung { get; private set; }

    public ExceptionState State { get; private set; }

    public string? RootCause { get; private set; }

    public string? Resolution { get; private set; }

    /// <summary>The journal entry that resolved it, where money moved.</summary>
    public EntryId? ResolvingEntryId { get; private set; }

    /// <summary>Why no money moved, where that was the answer.</summary>
    public string? NoMoneyReason { get; private set; }

    public PersonId? ResolvedBy { get; private set; }

    public Instant? ResolvedAt { get; private set; }

    public int Revision { get; private set; }

    public IReadOnlyList<ExceptionNote> Notes => notes;

    public IReadOnlyList<CaseEvidence> Evidence => evidence;

    /// <summary>The id from which the whole chain behind the case is followed; null where it names nothing.</summary>
    public string? TraceId => ReceiptId?.ToString() ?? InvoiceId?.ToString() ?? PayoutItemId?.ToString() ?? BatchId?.ToString()
        ?? MilestoneId?.ToString() ?? ContractId?.ToString() ?? ProviderReference;
}
