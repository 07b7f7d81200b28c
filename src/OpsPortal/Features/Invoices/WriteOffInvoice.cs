using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Invoices;

/// <summary>Asks to give up what is open on an invoice. Nothing is posted until somebody else decides.</summary>
[UseCase]
internal sealed class AskWriteOff(CommandRunner runner)
{
    internal sealed record Command(InvoiceId Invoice, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.VoidInvoice, actor, work => AskAsync(work, command), ct);

    private static async Task<Outcome> AskAsync(Work work, Command command)
    {
        if (await OneInvoice.FindAsync(work, command.Invoice) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        var asked = invoice.AskWriteOff(command.Reason, work.Person.Id, work.Now);
        if (asked.IsRefused)
            return asked;
        work.Audit("Asked for write-off", "invoice", invoice.Id.Value, after: invoice.Open.ToString(),
            reason: invoice.WriteOffReason);
        await work.NotifyAsync(
            InvoiceLifecycle.MayOf(InvoiceAction.GiveUp), invoice.LegalEntityId,
            $"A write-off of {invoice.Open} on invoice {invoice.Number} waits for your decision.", $"/invoices/{invoice.Id}",
                work.Person.Id);
        return Outcome.Done;
    }
}

/// <summary>A second person decides a write-off: what is open becomes bad debt and the payees' uncollected part lapses, or all
/// stays.</summary>
[UseCase]
internal sealed class DecideWriteOff(CommandRunner runner, JournalWriter journal)
{
    public Task<Outcome> ApproveAsync(InvoiceId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(InvoiceLifecycle.MayOf(InvoiceAction.GiveUp), actor, work => ApproveAsync(work, id, note), ct);

    public Task<Outcome> RefuseAsync(InvoiceId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(InvoiceLifecycle.MayOf(InvoiceAction.GiveUp), actor, work => RefuseAsync(work, id, note), ct);

    private async Task<Outcome> ApproveAsync(Work work, InvoiceId id, string note)
    {
        if (await OneInvoice.FindAsync(work, id) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        var (open, before, ask) = (invoice.Open, invoice.State, invoice.WriteOffWaiting);
        var funding = await Funding.ReadAsync(work.Db, [invoice], work.Ct);
        var (lapsed, unpaid) = (funding.Lapse(invoice, invoice.OpenMinor), funding.Unpaid(invoice));
        var given = invoice.GiveUp(work.Person.Id);
        if (given.IsRefused)
            return given;
        work.Audit("Wrote invoice off", "invoice", invoice.Id.Value, before.ToString(), $"{invoice.State}, {open}", note);
        work.Notify(ask!.Value.By, $"The write-off of {open} on invoice {invoice.Number} was approved.",
            $"/invoices/{invoice.Id}");
        await work.Db.SaveChangesAsync(work.Ct);
        return await PostAsync(work, invoice, lapsed, unpaid);
    }

    private static async Task<Outcome> RefuseAsync(Work work, InvoiceId id, string note)
    {
        if (await OneInvoice.FindAsync(work, id) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        var ask = invoice.WriteOffWaiting;
        var refused = invoice.RefuseWriteOff();
        if (refused.IsRefused)
            return refused;
        work.Audit("Refused write-off", "invoice", invoice.Id.Value, before: $"{ask!.Value.Amount}: {ask.Value.Reason}",
            reason: note);
        work.Notify(ask.Value.By, $"The write-off of invoice {invoice.Number} was refused: {note}", $"/invoices/{invoice.Id}");
        return Outcome.Done;
    }

    /// <summary>The claim becomes bad debt; of a down payment its deposit lapses, and what stages have cleared of it is lost with
    /// them.</summary>
    private async Task<Outcome> PostAsync(Work work, Invoice invoice, IReadOnlyList<PayeePart> lapsed, long unpaidMinor)
    {
        var drafts = new List<Outcome<EntryDraft>>();
        var deposit = BillingPlan.IsAdvance(invoice.Kind) ? invoice.WrittenOffMinor - unpaidMinor : 0;
        if (deposit > 0)
        {
            var times = 1 + await WriteOffEntries.CountAsync(work, invoice.Id, EventFamily.UncollectibleDownPayment);
            drafts.Add(EndingFacts.DepositGivenUp(work, invoice, deposit, times));
        }

        if (invoice.WrittenOffMinor - deposit is > 0 and var billed)
        {
            var times = 1 + await WriteOffEntries.CountAsync(work, invoice.Id, EndingFacts.GivenUpFamily(invoice));
            drafts.Add(EndingFacts.GivenUp(work, invoice, billed, lapsed, times));
        }

        return await journal.PostAllAsync(work, drafts);
    }
}

/// <summary>The entries of an invoice's write-offs: each time has its own.</summary>
internal static class WriteOffEntries
{
    private static readonly EventFamily[] Families =
        [EventFamily.UncollectiblePayeeSells, EventFamily.UncollectiblePlatformSells, EventFamily.UncollectibleDownPayment];

    public static Task<int> CountAsync(Work work, InvoiceId id, EventFamily family) =>
        Of(work, id).CountAsync(entry => entry.Family == family, work.Ct);

    /// <summary>Those that were not reversed.</summary>
    public static Task<List<JournalEntry>> StandingAsync(Work work, InvoiceId id) => Of(work, id)
        .Where(entry => !work.Db.Set<JournalEntry>().Any(other => other.ReversalOf == entry.Id))
        .Include(entry => entry.Lines).ToListAsync(work.Ct);

    private static IQueryable<JournalEntry> Of(Work work, InvoiceId id)
    {
        InvoiceId? invoice = id;
        return work.Db.Set<JournalEntry>().AsNoTracking()
            .Where(entry => entry.InvoiceId == invoice && entry.ReversalOf == null && Families.Contains(entry.Family));
    }
}

/// <summary>The invoice of a command.</summary>
internal static class OneInvoice
{
    /// <summary>Null where there is none, or the person may not see it.</summary>
    public static Task<Invoice?> FindAsync(Work work, InvoiceId id) =>
        work.SeenAsync<Invoice>(i => i.Id == id);
}
