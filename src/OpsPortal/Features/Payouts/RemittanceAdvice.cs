using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Notifications;

namespace OpsPortal.Features.Payouts;

/// <summary>Tells a payee what was paid, for which invoices, to which account.</summary>
internal static class RemittanceAdvice
{
    public static async Task SendAsync(Work work, PayoutItem item)
    {
        var payee = await work.Db.Set<Payee>().AsNoTracking().Where(p => p.Id == item.PayeeId).Select(p =>
            p.Email).SingleAsync(work.Ct);
        var entity = await work.Db.Set<LegalEntity>().AsNoTracking().Where(e => e.Id == item.LegalEntityId).Select(e =>
            e.Name).SingleAsync(work.Ct);
        work.Enqueue(EmailMessage.Kind, $"remittance:{item.Id}", new EmailMessage(payee, Text(item, entity), ""),
            item.LegalEntityId);
    }

    public static string Text(PayoutItem item, string entity)
    {
        var parts = item.Sources.GroupBy(s => s.InvoiceNumber)
            .Select(g => $"{g.Key} {new Money(g.Sum(s => s.AmountMinor), item.Currency)}");
        var amount = new Money(item.AmountMinor, item.Currency);
        return $"Remittance advice from {entity}: {amount} to account {item.AccountMasked}, for {string.Join(", ", parts)}. "
            + $"Reference {item.ProviderReference ?? item.Key}.";
    }
}
