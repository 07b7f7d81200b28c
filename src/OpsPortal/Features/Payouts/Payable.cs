using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>One payee's share of one invoice with all that the release gate asks, and the settled money beneath it by
/// payment.</summary>
internal sealed record Payable(PayableFacts Facts, IReadOnlyList<SettledPart> Settled)
{
    public required AccountSnapshot? Account { get; init; }

    /// <summary>When the current bank details were added.</summary>
    public Instant? AccountAddedAt { get; init; }

    /// <summary>Since when the payee is known to us; the first bank details stand for it.</summary>
    public Instant? PayeeSince { get; init; }

    public required string BuyerName { get; init; }

    public required string ContractNumber { get; init; }

    public (PayeeId Payee, InvoiceId Invoice) Key => (Facts.Payee, Facts.Invoice);

    /// <summary>Takes an amount from the payments in a fixed order, so that the same amount always has the same
    /// sources.</summary>
    public IEnumerable<PayoutSourceDraft> Take(long amountMinor)
    {
        var left = amountMinor;
        foreach (var part in Settled.OrderBy(p => p.Receipt?.Value ?? Guid.Empty))
        {
            var taken = Math.Min(left, part.Minor);
            if (taken <= 0)
                continue;
            left -= taken;
            yield return new PayoutSourceDraft(Facts.Invoice, Facts.InvoiceNumber, Facts.Contract, Facts.Milestone,
                part.Receipt, taken);
        }
    }
}

/// <summary>Settled money (2120) of a payable from one payment.</summary>
internal sealed record SettledPart(ReceiptId? Receipt, long Minor);

/// <summary>Which payables are read.</summary>
internal sealed record PayableScope(IReadOnlyList<LegalEntityId> Entities)
{
    public Currency? Currency { get; init; }

    public IReadOnlyList<PayeeId>? Payees { get; init; }

    public ContractId? Contract { get; init; }

    /// <summary>The batch on whose behalf is asked: its own lock is no obstacle.</summary>
    public BatchId? Except { get; init; }
}
