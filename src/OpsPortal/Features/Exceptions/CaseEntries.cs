using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Exceptions;

/// <summary>Which journal entries belong to a case: of its legal entity, booked since it opened, carrying one of its
/// references.</summary>
internal static class CaseEntries
{
    /// <param name="mine">The legal entities of the person; a case that names none is looked for in these.</param>
    public static IQueryable<JournalEntry> Of(OpsDbContext db, ExceptionCase found, IReadOnlyList<LegalEntityId> mine)
    {
        var (receipt, invoice, batch, item, payee) =
            (found.ReceiptId, found.InvoiceId, found.BatchId, found.PayoutItemId, found.PayeeId);
        var (reference, since) = (found.ProviderReference, found.OpenedAt);
        var entities = found.LegalEntityId is { } entity ? mine.Where(id => id == entity).ToList() : mine;
        return db.Set<JournalEntry>().Where(entry => entities.Contains(entry.LegalEntityId) && entry.BookedAt >= since
            && ((receipt != null && entry.ReceiptId == receipt)
                || (invoice != null && entry.InvoiceId == invoice)
                || (batch != null && entry.BatchId == batch)
                || (item != null && entry.PayoutItemId == item)
                || (reference != null && (receipt == null || entry.ReceiptId == null || entry.ReceiptId == receipt)
                    && (entry.ProviderObject == reference || entry.EventId == reference))
                || (payee != null && entry.Lines.Any(line => line.PayeeId == payee))));
    }
}
