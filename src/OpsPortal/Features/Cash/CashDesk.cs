using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Contracts;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash;

/// <summary>Applies receipts to invoices and takes them back, with the entries that follow. The one place for rules, people and
/// returns.</summary>
internal static class CashDesk
{
    /// <summary>Applies so much and drafts the entry; the application hangs on the context.</summary>
    public static Outcome<EntryDraft> Apply(
        Work work, Receipt receipt, Invoice invoice, long minor, Funding funding, ApplicationRule rule, string? reason,
        CashSource source)
    {
        if (minor <= 0)
            return CashRefusals.NotPositive;
        if (minor > invoice.OpenMinor)
            return CashRefusals.MoreThanOpen(new Money(invoice.OpenMinor, invoice.Currency));
        var taken = rule == ApplicationRule.KeptAfterReturn ? receipt.ApplyAgain(minor) : receipt.Apply(minor);
        if (taken.IsRefused)
            return taken.Refusal;
        var paid = Pay(work, receipt, invoice, minor, funding, rule, reason, source);
        if (paid.IsRefused)
            return paid.Refusal;
        work.Db.Add(paid.Value.Application);
        return paid.Value.Draft;
    }

    /// <summary>The invoice's side of it, for a caller that has used the receipt and writes everything itself.</summary>
    public static Outcome<(Application Application, EntryDraft Draft)> Pay(
        Work work, Receipt receipt, Invoice invoice, long minor, Funding funding, ApplicationRule rule, string? reason,
        CashSource source)
    {
        var parts = funding.Give(invoice, minor);
        var paid = invoice.Apply(minor);
        if (paid.IsRefused)
            return paid.Refusal;
        var by = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var id = new ApplicationId(Guid.CreateVersion7());
        var application = new Application(id, receipt.Id, invoice.Id, minor, rule, source.At, by, reason);
        return (application, CashFacts.Applied(receipt, invoice, id, minor, parts, source));
    }

    /// <summary>
    /// Reverses an application, un-funds the payees from where their money sits, and drafts the entries. What was credited
    /// meanwhile and not refunded is taken from the buyer's credit; what was refunded has left already.
    /// </summary>
    public static async Task<Outcome<IReadOnlyList<EntryDraft>>> UnapplyAsync(
        Work work, Receipt receipt, Invoice invoice, Application application, string reason, CashSource source)
    {
        var reversed = application.Reverse(work.Now, reason);
        if (reversed.IsRefused)
            return reversed.Refusal;
        if (await IsRefundedAsync(work, invoice))
            return CashRefusals.RefundedWhole;
        var tolerated = await ToleranceDesk.TakeBackAsync(work, receipt, invoice, reason, source);
        if (tolerated.IsRefused)
            return tolerated.Refusal;
        var paid = Math.Min(application.AmountMinor, invoice.AppliedMinor);
        var credit = await CreditBackAsync(work, invoice, application.AmountMinor - paid);
        var given = receipt.Unapply(paid + credit);
        if (given.IsRefused)
            return given.Refusal;
        var drafts = new List<EntryDraft>();
        if (tolerated.Value is { } back)
            drafts.Add(back);
        if (credit > 0)
            drafts.Add(CashFacts.CreditTakenBack(receipt, invoice, application.Id, credit, source));
        if (paid == 0)
            return drafts;
        var parts = await TakeBackAsync(work, invoice, receipt.Id, paid);
        var opened = invoice.Unapply(paid);
        if (opened.IsRefused)
            return opened.Refusal;
        drafts.Add(CashFacts.Unapplied(receipt, invoice, application.Id, paid, parts, source));
        return drafts;
    }

    /// <summary>All that the invoice had was credited and refunded: nothing of what paid it is left to be taken back.</summary>
    public static async Task<bool> IsRefundedAsync(Work work, Invoice invoice) => invoice.AppliedMinor == 0
        && !(await work.Db.Set<CreditNote>().Where(note => note.InvoiceId == invoice.Id).ToListAsync(work.Ct))
            .Exists(note => note.RefundableMinor > 0);

    public static async Task PostAsync(Work work, JournalWriter journal, params IReadOnlyList<EntryDraft> drafts)
    {
        await work.Db.SaveChangesAsync(work.Ct);
        var postings = await journal.WriteAsync(work.Db, drafts, work.Now, work.Ct);
        await SettledCases.CloseAsync(work, drafts.Zip(postings).Where(each => each.First.Trace.ReceiptId is not null)
            .GroupBy(each => each.First.Trace.ReceiptId!.Value)
            .ToDictionary(group => group.Key, group => group.Last().Second.EntryId));
        await BulkRun.TogetherAsync(work.Db, [ContractSteps.Confirmed(work.Db, drafts)], work.Ct);
    }

    /// <summary>
    /// What payees lose, from where it sits; a down payment takes it from the stages that cleared it. Odd cents come from other
    /// payments of the invoice, so all of them are held first.
    /// </summary>
    private static async Task<List<PayeePart>> TakeBackAsync(Work work, Invoice invoice, ReceiptId receipt, long minor)
    {
        var funding = await Funding.ReadAsync(work.Db, [invoice], work.Ct);
        var parts = new List<PayeePart>();
        var losses = funding.TakeBack(invoice, minor).GroupBy(part => part.InvoiceId!.Value).ToList();
        await PositionLock.OfInvoicesAsync(work, [.. losses.Select(back => back.Key)]);
        foreach (var back in losses)
        {
            var funded = await FundedParts.OnInvoiceAsync(work.Db, back.Key, work.Ct);
            var funds = (await ReceiptPositions.OnInvoiceAsync(work.Db, back.Key, work.Ct)).Funds();
            parts.AddRange(back.SelectMany(lost => funds.TakeBack(lost with { ReceiptId = receipt }, funded)));
        }

        return parts;
    }

    private static async Task<long> CreditBackAsync(Work work, Invoice invoice, long minor)
    {
        if (minor <= 0)
            return 0;
        var left = minor;
        foreach (var note in await work.Db.Set<CreditNote>().Where(note => note.InvoiceId == invoice.Id)
            .OrderBy(note => note.MadeAt).ToListAsync(work.Ct))
            left -= note.TakeBack(left);
        return minor - left;
    }
}
