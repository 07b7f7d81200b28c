using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Cash;

/// <summary>Ends the pending refunds of a payment that goes back: their credit is owed to nobody any more.</summary>
internal static class UncoveredRefunds
{
    /// <summary>Why the bank cannot have taken so much back.</summary>
    public static async Task<Refusal?> WhyNotAsync(Work work, Receipt receipt, long back)
    {
        var left = Left(receipt, await OfAsync(work, receipt));
        return back <= left ? null : CashRefusals.MoreThanLeft(new Money(left, receipt.Currency));
    }

    public static async Task<IReadOnlyList<Refund>> EndAsync(Work work, Receipt receipt, long back, Instant at)
    {
        var refunds = await OfAsync(work, receipt);
        List<Refund> ended = [.. RefundCover.Uncovered(Left(receipt, refunds) - back, Amounts(refunds)).Select(i => refunds[i])];
        foreach (var refund in ended)
        {
            var note = await work.Db.Set<CreditNote>().SingleAsync(found => found.Id == refund.CreditNoteId, work.Ct);
            if (refund.Fail(note, FailureReasons.PaymentTakenBack, at) is { Refusal: { } refusal })
                throw new RefusedException(refusal);
            work.Audit("Ended refund", "invoice", refund.InvoiceId.Value, before: refund.ProviderReference,
                reason: "The payment came back.");
        }

        return ended;
    }

    /// <summary>What is to be done about them, to follow the words of the return.</summary>
    public static string Words(IReadOnlyList<Refund> ended) => ended.Count == 0 ? ""
        : $" Refunds that were asked for are ended here; stop them at the provider: {string.Join(", ",
            ended.Select(refund => $"{refund.ProviderReference} ({new Money(refund.AmountMinor, refund.Currency)})"))}.";

    private static long Left(Receipt receipt, List<Refund> refunds) =>
        RefundCover.Left(receipt.AmountMinor, receipt.ReturnedMinor, Amounts(refunds));

    private static List<(RefundState State, long Minor)> Amounts(List<Refund> refunds) =>
        refunds.ConvertAll(refund => (refund.State, refund.AmountMinor));

    private static Task<List<Refund>> OfAsync(Work work, Receipt receipt) => work.Db.Set<Refund>()
        .Where(refund => refund.ReceiptId == receipt.Id).OrderBy(refund => refund.RequestedAt).ThenBy(refund => refund.Id)
        .ToListAsync(work.Ct);
}
