using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Small differences within the tolerance: given up as an expense, and taken back before cash is un-applied.</summary>
internal static class ToleranceDesk
{
    public static async Task<Outcome<EntryDraft>> GiveUpAsync(
        Work work, Receipt receipt, Invoice invoice, long mostMinor, string reason, CashSource source)
    {
        var times = 1 + await CountAsync(work, invoice.Id, EventFamily.DifferenceTolerated);
        var given = invoice.Tolerate(mostMinor);
        return given.IsRefused ? given.Refusal : CashFacts.Tolerance(EventFamily.DifferenceTolerated,
            PostingKeys.Tolerated(invoice.Id, times), receipt, invoice, given.Value, reason, source);
    }

    /// <summary>Null where nothing was given up.</summary>
    public static async Task<Outcome<EntryDraft?>> TakeBackAsync(
        Work work, Receipt receipt, Invoice invoice, string reason, CashSource source)
    {
        if (invoice.ToleratedMinor == 0)
            return (EntryDraft?)null;
        var times = 1 + await CountAsync(work, invoice.Id, EventFamily.DifferenceTakenBack);
        var back = invoice.TakeToleranceBack();
        return back.IsRefused ? back.Refusal : CashFacts.Tolerance(EventFamily.DifferenceTakenBack,
            PostingKeys.ToleratedTakenBack(invoice.Id, times), receipt, invoice, back.Value, reason, source);
    }

    private static Task<int> CountAsync(Work work, InvoiceId id, EventFamily family)
    {
        InvoiceId? invoice = id;
        return work.Db.Set<JournalEntry>().CountAsync(entry => entry.InvoiceId == invoice && entry.Family == family, work.Ct);
    }
}
