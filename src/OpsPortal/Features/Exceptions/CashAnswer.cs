using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Disputes;

namespace OpsPortal.Features.Exceptions;

/// <summary>
/// Was the cash received, matched, returned, contested? Answered from the receipts, what is applied of them, the entries of the
/// ledger and the disputes, with amount, day and the place of the proof.
/// </summary>
internal sealed record CashAnswer(Fact Received, Fact Matched, Fact Returned, Fact Contested)
{
    private static readonly EventFamily[] Back = [EventFamily.PaymentReturned, EventFamily.UnappliedCashSentBack];

    public IReadOnlyList<(string Question, Fact Fact)> Facts =>
    [
        ("Received?", Received),
        ("Matched?", Matched),
        ("Returned?", Returned with { IsTrouble = true }),
        ("Contested?", Contested with { IsTrouble = true }),
    ];

    public static async Task<CashAnswer> ReadAsync(Reading reading, IReadOnlyList<Receipt> receipts)
    {
        if (receipts.Count == 0)
            return new(Fact.No("No cash received"), Fact.No("Nothing to match"), Fact.No("Nothing to return"),
                Fact.No("No dispute"));
        var ids = receipts.Select(receipt => receipt.Id).ToList();
        return new(ReceivedOf(receipts), await MatchedAsync(reading, receipts, ids), await ReturnedAsync(reading, receipts, ids),
            await ContestedAsync(reading, ids));
    }

    /// <summary>The payments that a case is about: its receipt, or else by its reference, its invoice, or the invoices that its
    /// payout pays. A bank may use one reference for many payments, so that it says nothing beside the receipt.</summary>
    public static async Task<List<Receipt>> ReceiptsOfAsync(Reading reading, ExceptionCase found)
    {
        var (db, mine) = (reading.Db, reading.Person.LegalEntities);
        var (receipt, reference) = (found.ReceiptId, found.ProviderReference);
        var seen = db.Set<Receipt>().Where(r => mine.Contains(r.LegalEntityId));
        var named = await seen.Where(r => r.Id == receipt || (receipt == null && reference != null
                && (r.ProviderReference == reference || r.BankReference == reference)))
            .ToListAsync(reading.Ct);
        if (named.Count > 0 || (found.InvoiceId is null && found.PayoutItemId is null))
            return named;
        var invoices = found.InvoiceId is { } invoice ? [invoice] : await db.Set<PayoutItem>()
            .Where(item => item.Id == found.PayoutItemId).SelectMany(item => item.Sources).Select(source => source.InvoiceId)
            .Distinct().ToListAsync(reading.Ct);
        var paid = db.Set<Application>().Where(a => invoices.Contains(a.InvoiceId)).Select(a => a.ReceiptId);
        return await seen.Where(r => paid.Contains(r.Id)).OrderBy(r => r.ReceivedAt).ToListAsync(reading.Ct);
    }

    private static Fact ReceivedOf(IReadOnlyList<Receipt> receipts)
    {
        var words = Sum(receipts, receipt => receipt.AmountMinor);
        var latest = receipts.MaxBy(receipt => receipt.ReceivedAt)!;
        return receipts.All(receipt => receipt.IsSettled)
            ? Fact.Yes($"{words}, available", Proof(receipts), latest.ReceivedAt)
            : Fact.Partly($"{words}, not yet available at the provider", Proof(receipts), latest.ReceivedAt);
    }

    private static async Task<Fact> MatchedAsync(Reading reading, IReadOnlyList<Receipt> receipts, List<ReceiptId> ids)
    {
        if (receipts.All(receipt => receipt.ReturnedMinor == receipt.AmountMinor))
            return Fact.No("Nothing is left of it to match", Proof(receipts));
        if (receipts.All(receipt => receipt.AppliedMinor == 0))
            return Fact.No($"{Sum(receipts, receipt => receipt.UnappliedMinor)} unapplied", Proof(receipts));
        var applied = await reading.Db.Set<Application>().Where(a => ids.Contains(a.ReceiptId) && a.ReversedAt == null)
            .OrderByDescending(a => a.AppliedAt).Select(a => new { a.InvoiceId, a.AppliedAt }).ToListAsync(reading.Ct);
        var words = $"{Sum(receipts, receipt => receipt.AppliedMinor)} applied";
        var href = applied.Select(a => a.InvoiceId).Distinct().ToList() is [var only] ? $"/invoices/{only}" : Proof(receipts);
        return receipts.All(receipt => receipt.UnappliedMinor == 0)
            ? Fact.Yes(words, href, applied.FirstOrDefault()?.AppliedAt)
            : Fact.Partly($"{words}, {Sum(receipts, receipt => receipt.UnappliedMinor)} unapplied", href,
                applied.FirstOrDefault()?.AppliedAt);
    }

    private static async Task<Fact> ReturnedAsync(Reading reading, IReadOnlyList<Receipt> receipts, List<ReceiptId> ids)
    {
        if (receipts.All(receipt => receipt.ReturnedMinor == 0))
            return Fact.No("Nothing was returned", Proof(receipts));
        var entry = await reading.Db.Set<JournalEntry>()
            .Where(e => ids.Contains(e.ReceiptId!.Value) && Back.Contains(e.Family))
            .OrderByDescending(e => e.EffectiveAt).Select(e => new { e.Id, e.EffectiveAt }).FirstOrDefaultAsync(reading.Ct);
        var words = $"{Sum(receipts, receipt => receipt.ReturnedMinor)} went back";
        var href = entry is null ? Proof(receipts) : $"/ledger/entries/{entry.Id}";
        return receipts.All(receipt => receipt.ReturnedMinor == receipt.AmountMinor)
            ? Fact.Yes(words, href, entry?.EffectiveAt)
            : Fact.Partly(words, href, entry?.EffectiveAt);
    }

    private static async Task<Fact> ContestedAsync(Reading reading, List<ReceiptId> ids)
    {
        var disputes = await reading.Db.Set<DisputeCase>().Where(dispute => ids.Contains(dispute.ReceiptId))
            .OrderByDescending(dispute => dispute.OpenedAt).ToListAsync(reading.Ct);
        if (disputes.Count == 0)
            return Fact.No("No dispute");
        var latest = disputes[0];
        var words = $"{DisputeWords.Of(latest.Kind)} over {new Money(latest.AmountMinor, latest.Currency)}: "
            + DisputeWords.Of(latest.State).ToLowerInvariant();
        return latest.State == DisputeState.Won || !latest.HoldsMoney
            ? Fact.Partly(words, $"/disputes/{latest.Id}", latest.ClosedAt ?? latest.OpenedAt)
            : Fact.Yes(words, $"/disputes/{latest.Id}", latest.ClosedAt ?? latest.OpenedAt);
    }

    private static string Sum(IEnumerable<Receipt> receipts, Func<Receipt, long> part) => string.Join(" and ",
        receipts.GroupBy(receipt => receipt.Currency).Select(group => new Money(group.Sum(part), group.Key)));

    private static string Proof(IReadOnlyList<Receipt> receipts) =>
        receipts.Count == 1 ? $"/cash/{receipts[0].Id}" : $"/trace?id={receipts[0].Id}";
}
