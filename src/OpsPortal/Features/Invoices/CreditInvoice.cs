using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Disputes;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Invoices;

/// <summary>Gives a credit note: reduces what is due by the shares of the invoice; what was collected is owed back to the
/// buyer.</summary>
[UseCase]
internal sealed class CreditInvoice(CommandRunner runner, JournalWriter journal, StopPayouts payouts)
{
    /// <param name="Shown">What the person was shown, which must be what comes of it; null where nobody looked ahead.</param>
    internal sealed record Command(InvoiceId Invoice, long AmountMinor, string Reason, Preview? Shown = null);

    /// <param name="Changes">The invoice as it stands and as it would stand.</param>
    /// <param name="Owed">What was paid already and would be owed back to the buyer.</param>
    internal sealed record Preview(
        string Number, Money Owed, IReadOnlyList<Comparison> Changes, IReadOnlyList<(Account Account, long Minor)> Lines)
    {
        /// <summary>Whether it comes to the same, under whichever number.</summary>
        public bool IsAs(Preview other) =>
            Owed == other.Owed && Changes.SequenceEqual(other.Changes) && Lines.SequenceEqual(other.Lines);
    }

    public Task<Outcome<CreditNoteId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.CreditInvoice, actor, work => GiveAsync(work, command), ct);

    /// <summary>The same, rolled back: what the credit note would change and post.</summary>
    public Task<Outcome<Preview>> PreviewAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.PreviewAsync<Preview>(Permission.CreditInvoice, actor, async work =>
        {
            var given = await CompareAsync(work, command);
            return given.IsRefused ? given.Refusal : given.Value.Does;
        }, ct);

    private async Task<Outcome<CreditNoteId>> GiveAsync(Work work, Command command)
    {
        if (command.Shown is not { } shown)
            return await CreditAsync(work, command);
        var given = await CompareAsync(work, command);
        if (given.IsRefused)
            return given.Refusal;
        return given.Value.Does.IsAs(shown) ? given.Value.Note : InvoicingRefusals.ComesOutDifferently;
    }

    /// <summary>Gives it, and says what came of it.</summary>
    private async Task<Outcome<(CreditNoteId Note, Preview Does)>> CompareAsync(Work work, Command command)
    {
        if (await work.SeenAsync<Invoice>(i => i.Id == command.Invoice) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        var (before, collectedBefore) = (InvoiceWords.StandOf(invoice), invoice.CreditedCollectedMinor);
        var given = await CreditAsync(work, command);
        if (given.IsRefused)
            return given.Refusal;
        var after = InvoiceWords.StandOf(invoice);
        return (given.Value, new Preview(
            work.Db.Set<CreditNote>().Local.Single(note => note.Id == given.Value).Number,
            new Money(invoice.CreditedCollectedMinor - collectedBefore, invoice.Currency),
            [.. before.Zip(after, (was, becomes) => new Comparison(was.What, was.Words, becomes.Words))],
            await PostedAsync(work)));
    }

    /// <summary>The lines that this work posted, entry by entry, in an order that no new id decides.</summary>
    private static async Task<IReadOnlyList<(Account Account, long Minor)>> PostedAsync(Work work)
    {
        var entries = await work.Db.Set<JournalEntry>().AsNoTracking().Include(entry => entry.Lines)
            .Where(entry => entry.RequestId == work.RequestId && entry.BookedAt == work.Now).ToListAsync(work.Ct);
        return
        [
            .. entries
                .Select(entry => (entry.Family, Lines: entry.Lines.OrderBy(line => line.Number)
                    .Select(line => (line.Account, line.AmountMinor)).ToList()))
                .OrderBy(entry => entry.Family).ThenBy(entry => string.Join(' ', entry.Lines), StringComparer.Ordinal)
                .SelectMany(entry => entry.Lines),
        ];
    }

    private async Task<Outcome<CreditNoteId>> CreditAsync(Work work, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        if (await work.SeenAsync<Invoice>(i => i.Id == command.Invoice) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        if (BillingPlan.IsAdvance(invoice.Kind) && command.AmountMinor > invoice.OpenMinor)
            return InvoicingRefusals.MoreThanOpen(invoice.Open);
        if (await ClearedAdvance.WhyNotAsync(work, invoice, command.AmountMinor) is { } cleared)
            return cleared;
        await PositionLock.OfInvoiceAsync(work, invoice.Id);
        var numbering = await NextNumber.HoldAsync(work, invoice.LegalEntityId, NumberSeries.CreditNote);
        var tolerance = await ToleranceOfCredit.TakeBackAsync(work, journal, invoice, command.Reason);
        if (tolerance.IsRefused)
            return tolerance.Refusal;
        var gone = (await Funding.ReadAsync(work.Db, [invoice], work.Ct)).Gone(invoice);
        var collectedBefore = invoice.CreditedCollectedMinor;
        if (invoice.Credit(command.AmountMinor).Refusal is { } refusal)
            return refusal;
        var collected = invoice.CreditedCollectedMinor - collectedBefore;
        if (await DisputedCash.WhyNotCreditAsync(work, invoice, collected) is { } disputed)
            return disputed;
        var number = await NextNumber.TakeAsync(work, numbering);
        if (number.IsRefused)
            return number.Refusal;
        var parts = CreditParts.Of(invoice, gone, command.AmountMinor);
        var note = CreditNote.Of(
            new CreditNoteId(Guid.CreateVersion7()), number.Value, invoice, parts, collected, command.Reason, work.Person.Id,
            work.Now);
        work.Db.Add(note);
        work.Audit(
            "Credited invoice", "invoice", invoice.Id.Value,
            after: $"{number.Value}, {new Money(command.AmountMinor, invoice.Currency)}",
            reason: note.Reason);
        var posted = await PostAsync(work, invoice, note, parts);
        if (!posted.IsRefused && tolerance.Value is { } taken)
            await taken.GiveUpRestAsync(work, journal, invoice);
        return posted;
    }

    private async Task<Outcome<CreditNoteId>> PostAsync(Work work, Invoice invoice, CreditNote note, CreditParts parts)
    {
        if (note.CollectedMinor > 0)
            await StopUnsentAsync(work, invoice.Id);
        var positions = await CreditedPositions.ReadAsync(work, invoice.Id);
        await work.Db.SaveChangesAsync(work.Ct);
        var credited = InvoiceFacts.Credited(work, invoice, note, parts);
        if (credited.IsRefused)
            return credited.Refusal;
        var drafts = new List<EntryDraft> { credited.Value };
        var unfunded = positions.Unfunded(parts.Payees);
        if (note.CollectedMinor > 0 || unfunded.Count > 0)
        {
            var collected = InvoiceFacts.CreditedCollected(work, invoice, note, unfunded);
            if (collected.IsRefused)
                return collected.Refusal;
            drafts.Add(collected.Value);
        }

        await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        return note.Id;
    }

    /// <summary>What is released and has not left is held again, so that the credit takes it from there.</summary>
    private async Task StopUnsentAsync(Work work, InvoiceId invoice)
    {
        var receipts = await work.Db.Set<Application>().Where(a => a.InvoiceId == invoice && a.ReversedAt == null)
            .Select(a => a.ReceiptId).Distinct().ToListAsync(work.Ct);
        foreach (var receipt in receipts)
            await payouts.OfReceiptAsync(work, receipt, null);
    }
}

/// <summary>
/// A difference that was given up within the tolerance was paid by nobody, so a credit never turns it into money that is owed
/// back: it is open again before the credit, and what the credit leaves of it is given up anew.
/// </summary>
internal sealed record ToleranceOfCredit(Receipt Payment, string Reason, CashSource Source)
{
    /// <summary>Null where nothing was given up.</summary>
    public static async Task<Outcome<ToleranceOfCredit?>> TakeBackAsync(
        Work work, JournalWriter journal, Invoice invoice, string reason)
    {
        if (invoice.ToleratedMinor == 0)
            return (ToleranceOfCredit?)null;
        var payment = await (
            from application in work.Db.Set<Application>()
            join receipt in work.Db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where application.InvoiceId == invoice.Id && application.ReversedAt == null
            orderby application.AppliedAt descending, application.Id descending
            select receipt).FirstAsync(work.Ct);
        var taken = new ToleranceOfCredit(payment, reason.Trim(), new CashSource(null, work.RequestId, work.Now));
        var back = await ToleranceDesk.TakeBackAsync(work, payment, invoice, taken.Reason, taken.Source);
        if (back.IsRefused)
            return back.Refusal;
        await CashDesk.PostAsync(work, journal, back.Value!);
        return taken;
    }

    public async Task GiveUpRestAsync(Work work, JournalWriter journal, Invoice invoice)
    {
        if (invoice.OpenMinor == 0)
            return;
        var funding = await Funding.ReadAsync(work.Db, [invoice], work.Ct);
        var given = await ToleranceDesk.GiveUpAsync(work, Payment, invoice, invoice.OpenMinor, funding, Reason, Source);
        await CashDesk.PostAsync(work, journal, CashFacts.Must(given));
    }
}
