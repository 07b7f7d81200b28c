using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>Closes an invoice that is covered, settled and in no trouble. Moves no money: a marker entry says that it
/// happened.</summary>
[UseCase]
internal sealed class CloseInvoice(CommandRunner runner, JournalWriter journal)
{
    public Task<Outcome> RunAsync(InvoiceId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(InvoiceLifecycle.MayOf(InvoiceAction.Close), actor, work => CloseAsync(work, id, note), ct);

    private async Task<Outcome> CloseAsync(Work work, InvoiceId id, string note)
    {
        if (await OneInvoice.FindAsync(work, id) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        var closed = invoice.Close(await ClosingStands.ReadAsync(work.Db, invoice.Id, work.Ct));
        if (closed.IsRefused)
            return closed;
        var times = 1 + await Markers.CountAsync(work, invoice.Id, EventFamily.InvoiceClosed);
        work.Audit("Closed invoice", "invoice", invoice.Id.Value, InvoiceState.Paid.ToString(), invoice.State.ToString(), note);
        await work.Db.SaveChangesAsync(work.Ct);
        return (await journal.PostAsync(work, EndingFacts.Closed(work, invoice, times, note))).Refusal is { } refusal ? refusal
            : Outcome.Done;
    }
}

/// <summary>A person takes a closing or a write-off back, with a note.</summary>
[UseCase]
internal sealed class ReopenInvoice(CommandRunner runner, InvoiceReopening reopening)
{
    public Task<Outcome> RunAsync(InvoiceId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(InvoiceLifecycle.MayOf(InvoiceAction.Reopen), actor, async work =>
            await OneInvoice.FindAsync(work, id) is { } invoice
                ? await reopening.ReopenAsync(work, invoice, note)
                : SharedRefusals.NotFound("invoice"), ct);
}

/// <summary>
/// Reopens an invoice, for a person or because a payment of it came back: the write-off is reversed exactly, a closing gets its
/// counter-marker, and a case stays open until somebody has looked.
/// </summary>
[Part]
internal sealed class InvoiceReopening(JournalWriter journal)
{
    public async Task<Outcome> ReopenAsync(Work work, Invoice invoice, string note)
    {
        var before = invoice.State;
        var reopened = invoice.Reopen(note);
        if (reopened.IsRefused)
            return reopened;
        var drafts = before == InvoiceState.Closed ? [await MarkerAsync(work, invoice, note)]
            : await ReversalsAsync(work, invoice, note);
        work.Audit("Reopened invoice", "invoice", invoice.Id.Value, before.ToString(), invoice.State.ToString(), note);
        await work.OpenExceptionAsync(
            ExceptionType.ReopenedInvoice, "invoicing.reopened",
                $"Invoice {invoice.Number} was {before.ToString().ToLowerInvariant()} and is "
                + $"reopened: {note}", $"reopened:{invoice.Id}", new Money(invoice.OpenMinor, invoice.Currency),
            new ExceptionLinks { LegalEntityId = invoice.LegalEntityId, ContractId = invoice.ContractId,
                InvoiceId = invoice.Id });
        await work.Db.SaveChangesAsync(work.Ct);
        return await journal.PostAllAsync(work, drafts);
    }

    private static async Task<Outcome<EntryDraft>> MarkerAsync(Work work, Invoice invoice, string note) =>
        EndingFacts.Reopened(work, invoice, 1 + await Markers.CountAsync(work, invoice.Id, EventFamily.InvoiceReopened), note);

    private static async Task<IReadOnlyList<Outcome<EntryDraft>>> ReversalsAsync(Work work, Invoice invoice, string note)
    {
        var entries = await WriteOffEntries.StandingAsync(work, invoice.Id);
        return entries.Count == 0 ? [InvoicingRefusals.EntryMissing(invoice.Number ?? "")]
            : [.. entries.Select(entry => Reversal.Of(entry, work.Now, note, work.RequestId))];
    }
}

internal static class Markers
{
    public static Task<int> CountAsync(Work work, InvoiceId id, EventFamily family)
    {
        InvoiceId? invoice = id;
        return work.Db.Set<JournalEntry>().CountAsync(entry => entry.InvoiceId == invoice && entry.Family == family, work.Ct);
    }
}

/// <summary>Reads what stands between an invoice and its closing.</summary>
internal static class ClosingStands
{
    public static async Task<ClosingStand> ReadAsync(OpsDbContext db, InvoiceId id, CancellationToken ct)
    {
        var payments = await (
            from application in db.Set<Application>()
            join receipt in db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where application.InvoiceId == id && application.ReversedAt == null
            select new { receipt.Id, receipt.AvailableAt, application.AmountMinor }).ToListAsync(ct);
        var receipts = payments.Select(payment => payment.Id).ToList();
        var cases = await db.Set<ExceptionCase>().CountAsync(
            found => found.State != ExceptionState.Resolved
                && (found.InvoiceId == id || (found.ReceiptId != null && receipts.Contains(found.ReceiptId.Value))), ct);
        var credited = await db.Set<CreditNote>().Where(note => note.InvoiceId == id).SumAsync(note => note.CollectedMinor, ct);
        var refunded = await db.Set<Refund>().Where(refund => refund.InvoiceId == id && refund.State == RefundState.Succeeded)
            .SumAsync(refund => refund.AmountMinor, ct);
        return new ClosingStand(cases, payments.Where(p => p.AvailableAt is null).Sum(p => p.AmountMinor), credited - refunded);
    }
}
