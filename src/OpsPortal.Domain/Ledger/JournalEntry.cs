using NodaTime;
using OpsPortal.Domain.Shared;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Domain.Ledger;

/// <summary>
/// A posted entry: one economic event of one legal entity, balanced, never changed or deleted. It names the rule and version that
/// made it and every reference it came from. <see cref="BookedOn"/> is the accounting date, <see cref="EffectiveAt"/> when it
/// happened.
/// </summary>
public sealed class JournalEntry : IOfCompany
{
    private readonly List<JournalLine> lines = [];

    private JournalEntry()
    {
    }

    public EntryId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public EventFamily Family { get; private set; }

    public int RuleVersion { get; private set; }

    public string PostingKey { get; private set; } = "";

    public LocalDate BookedOn { get; private set; }

    public Instant BookedAt { get; private set; }

    public Instant EffectiveAt { get; private set; }

    public EntryId? ReversalOf { get; private set; }

    public ContractId? ContractId { get; private set; }

    public PlanItemId? PlanItemId { get; private set; }

    public MilestoneId? MilestoneId { get; private set; }

    public InvoiceId? InvoiceId { get; private set; }

    public CreditNoteId? CreditNoteId { get; private set; }

    public ReceiptId? ReceiptId { get; private set; }

    public ApplicationId? ApplicationId { get; private set; }

    public string? ProviderObject { get; private set; }

    public string? EventId { get; private set; }

    public string? RequestId { get; private set; }

    public BatchId? BatchId { get; private set; }

    public PayoutItemId? PayoutItemId { get; private set; }

    public DisputeId? DisputeId { get; private set; }

    public HoldId? HoldId { get; private set; }

    public ReserveId? ReserveId { get; private set; }

    public string? Memo { get; private set; }

    public IReadOnlyList<JournalLine> Lines => lines;

    /// <summary>The entry of a draft, as the journal writer stores it.</summary>
    /// <param name="lineIds">Gives a new id for each line.</param>
    public static JournalEntry Of(
        EntryDraft draft, EntryId id, LocalDate bookedOn, Instant bookedAt, bool late, Func<LineId> lineIds)
    {
        var trace = draft.Trace;
        var entry = new JournalEntry
        {
            Id = id,
            LegalEntityId = draft.LegalEntityId,
            Family = draft.Family,
            RuleVersion = draft.RuleVersion,
            PostingKey = draft.PostingKey,
            BookedOn = bookedOn,
            BookedAt = bookedAt,
            EffectiveAt = draft.EffectiveAt,
            ReversalOf = draft.ReversalOf,
            ContractId = trace.ContractId,
            PlanItemId = trace.PlanItemId,
            MilestoneId = trace.MilestoneId,
            InvoiceId = trace.InvoiceId,
            CreditNoteId = trace.CreditNoteId,
            ReceiptId = trace.ReceiptId,
            ApplicationId = trace.ApplicationId,
            ProviderObject = trace.ProviderObject,
            EventId = trace.EventId,
            RequestId = trace.RequestId,
            BatchId = trace.BatchId,
            PayoutItemId = trace.PayoutItemId,
            DisputeId = trace.DisputeId,
            HoldId = trace.HoldId,
            ReserveId = trace.ReserveId,
            Memo = trace.Memo,
        };
        entry.lines.AddRange(draft.Legs.Select((leg, index) =>
            JournalLine.Of(entry, leg, draft.Currency, lineIds(), index + 1, late)));
        return entry;
    }

    public TraceKeys Trace() => new()
    {
        ContractId = ContractId,
        PlanItemId = PlanItemId,
        MilestoneId = MilestoneId,
        InvoiceId = InvoiceId,
        CreditNoteId = CreditNoteId,
        ReceiptId = ReceiptId,
        ApplicationId = ApplicationId,
        ProviderObject = ProviderObject,
        EventId = EventId,
        RequestId = RequestId,
        BatchId = BatchId,
        PayoutItemId = PayoutItemId,
        DisputeId = DisputeId,
        HoldId = HoldId,
        ReserveId = ReserveId,
        Memo = Memo,
    };
}
