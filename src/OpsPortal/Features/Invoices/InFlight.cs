using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Invoices;

/// <summary>Payments of an invoice that are under way: neither failed nor arrived as a receipt.</summary>
internal static class InFlight
{
    public static IQueryable<PaymentInProgress> Of(OpsDbContext db, InvoiceId invoice) => db.Set<PaymentInProgress>()
        .Where(payment => payment.InvoiceId == invoice && payment.EndedAt == null)
        .Where(payment => !db.Set<Receipt>().Any(
            receipt => receipt.Provider == payment.Provider && receipt.ProviderReference == payment.ProviderReference));
}
