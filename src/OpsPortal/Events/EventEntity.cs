using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Events;

/// <summary>
/// Which legal entity an event belongs to: that of the record it was about, else the one that it names. Null where nothing of
/// ours is known by it; such an event is everybody's who may see events, until it is.
/// </summary>
internal static class EventEntity
{
    /// <summary>Asked after the handling: what was handled is at hand then, and the database is seldom asked again.</summary>
    public static async Task<LegalEntityId?> OfAsync(Work work, ProviderEvent happened) => 
        Handled(work) ?? await PaidAsync(work, happened) ?? await NamedAsync(work, happened);

    private static LegalEntityId? Handled(Work work) => work.Db.ChangeTracker.Entries().Select(entry => entry.Entity switch
    {
        ProviderSweep sweep => sweep.LegalEntityId,
        PayoutItem item => item.LegalEntityId,
        _ => (LegalEntityId?)null,
    }).FirstOrDefault(entity => entity is not null);

    private static Task<LegalEntityId?> PaidAsync(Work work, ProviderEvent happened) => work.Db.Set<Receipt>()
        .Where(receipt => receipt.Provider == happened.Provider && receipt.ProviderReference == happened.PaymentReference)
        .Select(receipt => (LegalEntityId?)receipt.LegalEntityId).FirstOrDefaultAsync(work.Ct);

    private static async Task<LegalEntityId?> NamedAsync(Work work, ProviderEvent happened)
    {
        if (happened.InvoiceNumber is { } number && await OfInvoiceAsync(work, number) is { } billed)
            return billed;
        if (happened.LegalEntityCode is not { } code)
            return null;
        return (await Books.ReadAsync(work.Db, work.Ct)).ByCode.TryGetValue(code, out var named) ? named : null;
    }

    private static Task<LegalEntityId?> OfInvoiceAsync(Work work, string number) => work.Db.Set<Invoice>()
        .Where(invoice => invoice.Number == number).Select(invoice => (LegalEntityId?)invoice.LegalEntityId)
            .FirstOrDefaultAsync(work.Ct);
}
