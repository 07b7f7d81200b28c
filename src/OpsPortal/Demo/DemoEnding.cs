using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Events;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Demo;

/// <summary>How some invoices of the demo end: closed, written off by two people, or credited after they were paid and
/// refunded.</summary>
internal sealed class DemoEnding(
    DemoCast cast, DemoCalendar calendar, DemoEvents events, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    public Task CloseAsync(InvoiceId invoice) => DoneAsync(services.GetRequiredService<CloseInvoice>()
        .RunAsync(invoice, "Paid, settled and paid out to the payee.", cast.As("finance"), default));

    public async Task WriteOffAsync(InvoiceId invoice)
    {
        await DoneAsync(services.GetRequiredService<AskWriteOff>()
            .RunAsync(new(invoice, "The buyer has filed for insolvency; the administrator expects nothing for us."),
                cast.As("finance"), default));
        calendar.After(Duration.FromHours(26), () => DoneAsync(services.GetRequiredService<DecideWriteOff>()
            .ApproveAsync(invoice, "The administrator's letter is in the file.", cast.As("controller1"), default)));
    }

    public async Task CreditAsync(InvoiceId invoice, long minor)
    {
        var credit = await services.GetRequiredService<CreditInvoice>()
            .RunAsync(new(invoice, minor, "One of the agreed drafts was left out."), cast.As("finance"), default);
        calendar.After(Duration.FromHours(2), () => RefundAsync(invoice, credit.Value, minor));
    }

    private async Task RefundAsync(InvoiceId invoice, CreditNoteId credit, long minor)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var paid = await db.Set<Application>().Where(applied => applied.InvoiceId == invoice && applied.ReversedAt == null)
            .Join(db.Set<Receipt>(), applied => applied.ReceiptId, receipt => receipt.Id, (_, receipt) => receipt).AsNoTracking()
                .FirstAsync();
        var reference = $"re_{Guid.CreateVersion7():N}";
        var recorded = await services.GetRequiredService<RefundCredit>()
            .RunAsync(new(credit, minor, paid.Id, reference), cast.As("finance"), default);
        recorded.EnsureDone();
        calendar.After(Duration.FromDays(1), () => events.EndRefundAsync(
            reference, paid.ProviderReference, new Money(minor, paid.Currency), succeeds: true));
    }

    private static async Task DoneAsync(Task<Outcome> doing) => (await doing).EnsureDone();
}
