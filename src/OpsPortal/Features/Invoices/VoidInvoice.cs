using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>Voids an invoice that nothing covers, by the exact reversal of its issue. Its number stays used, its stage may be
/// billed again.</summary>
[UseCase]
internal sealed class VoidInvoice(CommandRunner runner, JournalWriter journal)
{
    internal sealed record Command(InvoiceId Invoice, string Reason);

    public Task<Outcome<InvoiceId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(InvoiceLifecycle.MayOf(InvoiceAction.Void), actor, work => VoidAsync(work, command), ct);

    private async Task<Outcome<InvoiceId>> VoidAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Invoice>(i => i.Id == command.Invoice) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        if (invoice.CutOverId is not null)
            return InvoicingRefusals.BroughtOver(invoice.Number ?? "");
        if (await ClearedAdvance.WhyNotAsync(work, invoice, invoice.OpenMinor) is { } cleared)
            return cleared;
        var before = invoice.State;
        if (invoice.Void(command.Reason).Refusal is { } refusal)
            return refusal;
        var key = PostingKeys.InvoiceIssued(invoice.Id);
        var entry = await work.Db.Set<JournalEntry>().AsNoTracking().Include(e => e.Lines)
            .SingleOrDefaultAsync(e => e.LegalEntityId == invoice.LegalEntityId && e.PostingKey == key, work.Ct);
        if (entry is null)
            return InvoicingRefusals.EntryMissing(invoice.Number ?? "");
        var stage = await work.Db.Set<PlanItem>().SingleAsync(item => item.Id == invoice.PlanItemId, work.Ct);
        if (stage.Unlock().Refusal is { } kept)
            return kept;
        work.Audit("Voided invoice", "invoice", invoice.Id.Value, before.ToString(), invoice.State.ToString(), invoice.Reason);
        await work.Db.SaveChangesAsync(work.Ct);
        var posted = await journal.PostAsync(
            work, Reversal.Of(entry, work.Now, invoice.Reason!, work.RequestId, EventFamily.InvoiceVoided));
        return posted.IsRefused ? posted.Refusal : invoice.Id;
    }
}
