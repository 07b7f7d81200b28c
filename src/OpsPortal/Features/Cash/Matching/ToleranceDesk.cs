using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Small differences within the tolerance: given up as an expense, of which payees bear their part, and taken back
/// before cash is un-applied or a credit is given.</summary>
internal static class ToleranceDesk
{
    public static async Task<Outcome<EntryDraft>> GiveUpAsync(
        Work work, Receipt receipt, Invoice invoice, long mostMinor, Funding funding, string reason, CashSource source)
    {
        var times = 1 + await CountAsync(work, invoice.Id, EventFamily.DifferenceTolerated);
        var parts = funding.Lapse(invoice, invoice.OpenMinor);
        var given = invoice.Tolerate(mostMinor);
        return given.IsRefused ? given.Refusal : CashFacts.Tolerance(EventFamily.DifferenceTolerated,
            PostingKeys.Tolerated(invoice.Id, times), receipt, invoice, given.Value, parts, reason, source);
    }

    /// <summary>Gives payees back what they lost by it; null where nothing was given up.</summary>
    public static async Task<Outcome<EntryDraft?>> TakeBackAsync(
        Work work, Receipt receipt, Invoice invoice, string reason, CashSource source)
    {
        if (invoice.ToleratedMinor == 0)
            return (EntryDraft?)null;
        var times = 1 + await CountAsync(work, invoice.Id, EventFamily.DifferenceTakenBack);
        var parts = await LapsedAsync(work, invoice, PostingKeys.Tolerated(invoice.Id, times));
        var back = invoice.TakeToleranceBack();
        return back.IsRefused ? back.Refusal : CashFacts.Tolerance(EventFamily.DifferenceTakenBack,
            PostingKeys.ToleratedTakenBack(invoice.Id, times), receipt, invoice, back.Value, parts, reason, source);
    }

    // Until version 2 of the rule payees lost nothing: what is taken back is what that entry took.
    private static async Task<IReadOnlyList<PayeePart>> LapsedAsync(Work work, Invoice invoice, string key)
    {
        var lines = await work.Db.Set<JournalEntry>()
            .Where(entry => entry.LegalEntityId == invoice.LegalEntityId && entry.PostingKey == key)
            .SelectMany(entry => entry.Lines).Where(line => line.Account == Account.PayeeObligations).ToListAsync(work.Ct);
        return [.. lines.Select(line => new PayeePart(line.PayeeId!.Value, line.AmountMinor, line.InvoiceId))];
    }

    private static Task<int> CountAsync(Work work, InvoiceId id, EventFamily family)
    {
        InvoiceId? invoice = id;
        return work.Db.Set<JournalEntry>().CountAsync(entry => entry.InvoiceId == invoice && entry.Family == family, work.Ct);
    }
}
