using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events.Handlers;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Ledger.CutOvers;

namespace OpsPortal.Features.Banking;

/// <summary>Posts a line as a person says, only against what is owed, and closes its case.</summary>
[Part]
internal sealed class LineBookingDesk(JournalWriter journal, RefundOutcomes refunds)
{
    public async Task<Outcome> PostAsync(Work work, BankLine line, LineBooking booking)
    {
        var row = LinePurposes.Of(booking.Purpose);
        await PositionLock.OfCompanyAsync(work, line.LegalEntityId);
        if (row.Owed is { } account && await OwedAsync(work, line, account) is var owed && owed < Math.Abs(line.AmountMinor))
            return BankingRefusals.NotOwed(new Money(owed, line.Currency), ChartOfAccounts.Of(account).Name);
        if (row.Returns is { } returned && !await LineSubjects.IsOutsideAsync(work.Db, line, returned, work.Ct))
            return BankingRefusals.NothingToComeBack(new Money(line.AmountMinor, line.Currency));
        if (await LineRefunds.DecidersAsync(work, line, booking.Purpose) == Deciders.Nobody)
            return BankingRefusals.RefundNotLeft;
        var at = LinePosting.At(line, await Books.ReadAsync(work.Db, work.Ct), work.Now);
        var facts = LinePosting.Facts(line, at, work.RequestId);
        facts = facts with { Trace = facts.Trace with { Memo = booking.Reason } };
        var receipt = row.Class == LineClass.CustomerReceipt ? LineReceipt.Of(line, line.Told(), at) : null;
        var posted = row.Names switch
        {
            _ when receipt is not null => await ReceiveAsync(work, line, receipt, facts),
            LineSubjectKind.Refund when row.IsMoneyIn => await RefundBackAsync(work, line, booking, at),
            LineSubjectKind.Refund => await RefundAsync(work, line, booking, at),
            LineSubjectKind.Receipt => await SendBackAsync(work, line, booking, facts),
            _ => await EntryOfAsync(work, CashFacts.Draft(row.Family, facts)),
        };
        if (posted.IsRefused)
            return posted.Refusal;
        var booked = line.Book(row.Class, $"a person: {row.Words}", posted.Value, receipt: receipt?.Id);
        if (booked.IsRefused)
            return booked;
        work.Audit("Booked bank line", "bank line", line.Id.Value, after: row.Words, reason: booking.Reason);
        await LineCases.CloseAsync(work, line);
        return Outcome.Done;
    }

    /// <summary>It is matched with invoices like any other.</summary>
    private async Task<Outcome<EntryId>> ReceiveAsync(Work work, BankLine line, Receipt receipt, PostingFacts facts)
    {
        work.Db.Add(receipt);
        await work.Db.SaveChangesAsync(work.Ct);
        return await EntryOfAsync(work, LinePosting.Received(line, receipt.Id, facts));
    }

    /// <summary>The transfer that a pending refund waited for: the refund is paid from the account of the line.</summary>
    private async Task<Outcome<EntryId>> RefundAsync(Work work, BankLine line, LineBooking booking, Instant at)
    {
        var refund = await work.SeenAsync<Refund>(found => found.Id == booking.RefundId);
        if (refund is not { State: RefundState.Pending, Provider: LineBooks.Provider }
            || refund.LegalEntityId != line.LegalEntityId || refund.Currency != line.Currency
            || refund.AmountMinor != -line.AmountMinor)
            return BankingRefusals.NotThatRefund(new Money(-line.AmountMinor, line.Currency));
        return await refunds.SucceedAsync(work, refund, new CashPlace(Account.BankCash, line.BankAccountId), at, null);
    }

    /// <summary>The buyer's bank sent a refund back: it is owed to the buyer again and may be sent anew.</summary>
    private async Task<Outcome<EntryId>> RefundBackAsync(Work work, BankLine line, LineBooking booking, Instant at)
    {
        var refund = await work.SeenAsync<Refund>(found => found.Id == booking.RefundId);
        if (refund is not { State: RefundState.Succeeded, Provider: LineBooks.Provider }
            || refund.LegalEntityId != line.LegalEntityId || refund.Currency != line.Currency
            || refund.AmountMinor != line.AmountMinor)
            return BankingRefusals.NotARefundThatLeft(new Money(line.AmountMinor, line.Currency));
        return await refunds.ComeBackAsync(work, refund, new CashPlace(Account.BankCash, line.BankAccountId), at);
    }

    /// <summary>Cash that pays nothing goes back to its payer.</summary>
    private async Task<Outcome<EntryId>> SendBackAsync(Work work, BankLine line, LineBooking booking, PostingFacts facts)
    {
        var receipt = await work.SeenAsync<Receipt>(found => found.Id == booking.ReceiptId);
        if (receipt is null || (receipt.BankLineId is null && !CutOverDesk.Brought(receipt))
            || receipt.LegalEntityId != line.LegalEntityId
            || receipt.Currency != line.Currency)
            return BankingRefusals.NotThatReceipt;
        var returned = receipt.Return(-line.AmountMinor);
        if (returned.IsRefused)
            return returned.Refusal;
        var draft = CashFacts.Draft(EventFamily.UnappliedCashSentBack, facts with
        {
            Trace = facts.Trace with { ReceiptId = receipt.Id },
        });
        await CashDesk.PostAsync(work, journal, draft);
        return await EntryOfAsync(work, draft);
    }

    private async Task<Outcome<EntryId>> EntryOfAsync(Work work, EntryDraft draft)
    {
        var posted = await journal.PostAsync(work, draft);
        return posted.IsRefused ? posted.Refusal : posted.Value.EntryId;
    }

    private static async Task<long> OwedAsync(Work work, BankLine line, Account account) =>
        -await work.Db.Set<JournalLine>().Where(posted => posted.LegalEntityId == line.LegalEntityId
            && posted.Account == account && posted.Currency == line.Currency).SumAsync(posted => posted.AmountMinor, work.Ct);
}
