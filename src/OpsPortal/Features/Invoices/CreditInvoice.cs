using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Invoices;

/// <summary>Gives a credit note: reduces what is due by the shares of the invoice; what was collected is owed back to the
/// buyer.</summary>
[UseCase]
internal sealed class CreditInvoice(CommandRunner runner, JournalWriter journal, StopPayouts payouts)
{
    internal sealed record Command(InvoiceId Invoice, long AmountMinor, string Reason);

    public Task<Outcome<CreditNoteId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.CreditInvoice, actor, work => CreditAsync(work, command), ct);

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
        var numbering = await NextNumber.HoldAsync(work, invoice.LegalEntityId, NumberSeries.CreditNote);
        var (before, collectedBefore) = (invoice.CreditedMinor, invoice.CreditedCollectedMinor);
        if (invoice.Credit(command.AmountMinor).Refusal is { } refusal)
            return refusal;
        var number = await NextNumber.TakeAsync(work, numbering);
        if (number.IsRefused)
            return number.Refusal;
        var parts = CreditParts.Of(invoice, before, command.AmountMinor);
        var note = CreditNote.Of(
            new CreditNoteId(Guid.CreateVersion7()), number.Value, invoice, parts,
            invoice.CreditedCollectedMinor - collectedBefore,
            command.Reason, work.Person.Id, work.Now);
        work.Db.Add(note);
        work.Audit(
            "Credited invoice", "invoice", invoice.Id.Value,
            after: $"{number.Value}, {new Money(command.AmountMinor, invoice.Currency)}",
            reason: note.Reason);
        return await PostAsync(work, invoice, note, parts);
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

/// <summary>Where the payees' money of one invoice sits: still owed on 2100, or funded by which payment.</summary>
internal sealed class CreditedPositions(InvoiceId invoice, List<CreditedPositions.Row> rows)
{
    private static readonly Account[] Sitting =
        [Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance];

    internal sealed record Row(PayeeId Payee, ReceiptId? Receipt, Account Account, long Minor);

    public static async Task<CreditedPositions> ReadAsync(Work work, InvoiceId invoice)
    {
        InvoiceId? id = invoice;
        var sums = await work.Db.Set<JournalLine>().AsNoTracking().Where(line => line.InvoiceId == id && line.PayeeId != null)
            .GroupBy(line => new { line.PayeeId, line.ReceiptId, line.Account })
            .Select(group => new { group.Key.PayeeId, group.Key.ReceiptId, group.Key.Account,
                Minor = -group.Sum(line => line.AmountMinor) })
            .ToListAsync(work.Ct);
        return new CreditedPositions(invoice,
            [.. sums.Select(sum => new Row(sum.PayeeId!.Value, sum.ReceiptId, sum.Account, sum.Minor))]);
    }

    /// <summary>What the credit takes from each payee beyond what is not collected yet, from where it sits; already paid out: to
    /// recover.</summary>
    public IReadOnlyList<PayeePart> Unfunded(IReadOnlyList<(PayeeId Payee, long Minor)> credited) =>
        [.. credited.SelectMany(part => Take(part.Payee, part.Minor - Owed(part.Payee)))];

    private long Owed(PayeeId payee) =>
        rows.Where(row => row.Payee == payee && row.Account == Account.PayeeObligations).Sum(row => row.Minor);

    private IEnumerable<PayeePart> Take(PayeeId payee, long minor)
    {
        var left = minor;
        var funded = rows.Where(row => row.Payee == payee && row.Receipt is not null).ToList();
        foreach (var row in funded.Where(row => Sitting.Contains(row.Account) && row.Minor > 0).OrderBy(row => row.Account))
        {
            if (left <= 0)
                yield break;
            yield return new PayeePart(payee, Math.Min(left, row.Minor), invoice, row.Receipt, row.Account);
            left -= row.Minor;
        }

        if (left > 0)
            yield return new PayeePart(payee, left, invoice, funded.FirstOrDefault()?.Receipt, Account.RecoverableFromPayees);
    }
}
