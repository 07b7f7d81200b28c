using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>The provider lets us use a payment's money: its net becomes available, held funds become settled, the fee is
/// booked.</summary>
[Part]
internal sealed class FundsAvailableHandler(JournalWriter journal) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.FundsAvailable];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await Receipts.FindAsync(work, happened) is not { } receipt)
            return Receipts.NotHere;
        var at = happened.AvailableAt ?? happened.OccurredAt;
        if (at > work.Now)
            return HandlerAnswer.WaitUntil(at, "The provider makes the money available later.");
        if (!receipt.Settle(at))
            return HandlerAnswer.Done("The money was available before.");
        await CashDesk.PostAsync(work, journal, await DraftsAsync(work, receipt, happened, at));
        return HandlerAnswer.Done("The money is available; held funds are settled.");
    }

    private static async Task<List<EntryDraft>> DraftsAsync(Work work, Receipt receipt, ProviderEvent happened, Instant at)
    {
        var source = Receipts.Source(work, happened) with { At = at };
        var settled = Settlement.Of(receipt.AmountMinor, receipt.ReturnedWhilePendingMinor, happened.FeeMinor);
        var pending = (await ReceiptPositions.ReadAsync(work.Db, receipt.Id, work.Ct)).In(Account.HeldPending);
        List<PayeePart> parts = [.. pending.Select(row => new PayeePart(row.PayeeId, row.Minor, row.InvoiceId, receipt.Id))];
        var drafts = new List<EntryDraft>();
        if (settled.FeeFromPendingMinor > 0)
            drafts.Add(CashFacts.Fee(receipt, settled.FeeFromPendingMinor, Account.ProviderPending, source));
        if (settled.FeeFromAvailableMinor > 0)
            drafts.Add(CashFacts.Fee(receipt, settled.FeeFromAvailableMinor, Account.ProviderAvailable, source));
        if (settled.NetMinor > 0 || parts.Count > 0)
            drafts.Add(CashFacts.Available(receipt, settled.NetMinor, parts, source));
        return drafts;
    }
}
