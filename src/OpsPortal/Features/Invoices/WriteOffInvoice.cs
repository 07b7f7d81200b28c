using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

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
        if (await ClearedAdvance.WhyNotAsync(work, invoice, invoice.OpenMinor) is { } cleared)
            return cleared;
        var (open, before, ask) = (invoice.Open, invoice.State, invoice.WriteOffWaiting);
        var given = invoice.GiveUp(work.Person.Id);
        if (given.IsRefused)
            return given;
        var times = 1 + await WrittenOffTimes.CountAsync(work, invoice.Id);
        var parts = await UncollectedAsync(work, invoice);
        work.Audit("Wrote invoice off", "invoice", invoice.Id.Value, before.ToString(), $"{invoice.State}, {open}", note);
        work.Notify(ask!.Value.By, $"The write-off of {open} on invoice {invoice.Number} was approved.",
            $"/invoices/{invoice.Id}");
        await work.Db.SaveChangesAsync(work.Ct);
        return (await journal.PostAsync(work, EndingFacts.GivenUp(work, invoice, parts, times))).Refusal is { } refusal ? refusal
            : Outcome.Done;
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

    /// <summary>What is billed for the payees and not collected: it lapses with the claim.</summary>
    private static async Task<IReadOnlyList<PayeePart>> UncollectedAsync(Work work, Invoice invoice)
    {
        InvoiceId? id = invoice.Id;
        var owed = await work.Db.Set<JournalLine>()
            .Where(line => line.Account == Account.PayeeObligations && line.InvoiceId == id && line.PayeeId != null)
            .GroupBy(line => line.PayeeId).Select(group => new { group.Key, Minor = -group.Sum(line => line.AmountMinor) })
            .Where(row => row.Minor > 0).ToListAsync(work.Ct);
        return [.. owed.OrderBy(row => row.Key!.Value.Value).Select(row => new PayeePart(row.Key!.Value, row.Minor, invoice.Id))];
    }
}

/// <summary>How often an invoice was given up: each time has its own entry.</summary>
internal static class WrittenOffTimes
{
    private static readonly EventFamily[] Families =
        [EventFamily.UncollectiblePayeeSells, EventFamily.UncollectiblePlatformSells, EventFamily.UncollectibleDownPayment];

    public static Task<int> CountAsync(Work work, InvoiceId id)
    {
        InvoiceId? invoice = id;
        return work.Db.Set<JournalEntry>().CountAsync(
            entry => entry.InvoiceId == invoice && entry.ReversalOf == null && Families.Contains(entry.Family), work.Ct);
    }
}

/// <summary>The invoice of a command.</summary>
internal static class OneInvoice
{
    /// <summary>Null where there is none, or the person may not see it.</summary>
    public static Task<Invoice?> FindAsync(Work work, InvoiceId id) =>
        work.SeenAsync<Invoice>(i => i.Id == id);
}
