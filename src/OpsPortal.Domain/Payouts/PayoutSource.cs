using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>A payable beneath a payout: which invoice's and payment's settled money it pays out.</summary>
public sealed class PayoutSource
{
    private PayoutSource()
    {
    }

    public PayoutItemId ItemId { get; private set; }

    public int Line { get; private set; }

    public InvoiceId InvoiceId { get; private set; }

    public string InvoiceNumber { get; private set; } = "";

    public ContractId ContractId { get; private set; }

    public MilestoneId? MilestoneId { get; private set; }

    public ReceiptId? ReceiptId { get; private set; }

    public long AmountMinor { get; private set; }

    internal static PayoutSource Make(PayoutItemId item, int line, PayoutSourceDraft draft) => new()
    {
        ItemId = item, Line = line, InvoiceId = draft.Invoice, InvoiceNumber = draft.InvoiceNumber, ContractId = draft.Contract,
        MilestoneId = draft.Milestone, ReceiptId = draft.Receipt, AmountMinor = draft.AmountMinor,
    };
}
