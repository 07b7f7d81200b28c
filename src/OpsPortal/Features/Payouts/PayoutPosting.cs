using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>When and on what occasion a payout item is posted.</summary>
internal sealed record PostingOccasion(string Key, Instant At)
{
    public string? ProviderReference { get; init; }

    public string? EventId { get; init; }

    public string? Memo { get; init; }

    public Account? Cash { get; init; }

    /// <summary>The payee's money, where it is not the payables beneath the payout.</summary>
    public IReadOnlyList<PayeePart>? Parts { get; init; }
}

/// <summary>Posts the ledger's side of what happens to a payout, with every reference; the accounts are the posting rules'
/// business.</summary>
internal static class PayoutPosting
{
    public static Outcome<EntryDraft> Draft(PayoutItem item, EventFamily family, PostingOccasion occasion, string requestId)
    {
        var contracts = item.Sources.Select(s => s.ContractId).Distinct().ToList();
        var invoices = item.Sources.Select(s => s.InvoiceId).Distinct().ToList();
        return PostingRules.Draft(family, new PostingFacts
        {
            LegalEntityId = item.LegalEntityId,
            Currency = item.Currency,
            PostingKey = occasion.Key,
            EffectiveAt = occasion.At,
            Trace = new TraceKeys
            {
                ContractId = contracts.Count == 1 ? contracts[0] : null,
                InvoiceId = invoices.Count == 1 ? invoices[0] : null,
                MilestoneId = item.Sources.Count == 1 ? item.Sources[0].MilestoneId : null,
                BatchId = item.BatchId,
                PayoutItemId = item.Id,
                ProviderObject = occasion.ProviderReference ?? item.ProviderReference ?? item.Key,
                EventId = occasion.EventId,
                RequestId = requestId,
                Memo = occasion.Memo,
            },
            Amounts = new PostingAmounts(),
            Parts = occasion.Parts
                ?? [.. item.Sources.Select(s => new PayeePart(item.PayeeId, s.AmountMinor, s.InvoiceId, s.ReceiptId))],
            Cash = occasion.Cash,
        });
    }
}
