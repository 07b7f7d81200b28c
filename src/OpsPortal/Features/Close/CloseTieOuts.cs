using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Close;

/// <summary>The instants at which a month begins and ends in its entity's zone.</summary>
internal static class CutOff
{
    public static async Task<Instant> OfAsync(CloseScope scope, CancellationToken ct) => (await MonthAsync(scope, ct)).End;

    public static async Task<(Instant Begin, Instant End)> MonthAsync(CloseScope scope, CancellationToken ct)
    {
        var zone = (await Closes.EntityAsync(scope.Db, scope.LegalEntityId, ct)).TimeZone;
        return (scope.FirstDay.AtStartOfDayInZone(zone).ToInstant(),
            scope.LastDay.PlusDays(1).AtStartOfDayInZone(zone).ToInstant());
    }
}

/// <summary>What payments and bank credits brought in, by the receipts and by the entries booked in the month.</summary>
[Part]
internal sealed class ReceiptsTieOut : ITieOut
{
    public static readonly EventFamily[] Families = [EventFamily.PaymentSucceeded, EventFamily.BankCreditReceived];

    public int Order => 700;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var entries = scope.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == scope.LegalEntityId
            && Families.Contains(entry.Family) && entry.ReversalOf == null
            && entry.BookedOn >= scope.FirstDay && entry.BookedOn <= scope.LastDay);
        var cash = await entries.Join(scope.Db.Set<Receipt>(), entry => entry.ReceiptId, receipt => (ReceiptId?)receipt.Id,
                (_, receipt) => receipt)
            .GroupBy(receipt => receipt.Currency)
            .Select(group => new { group.Key, Minor = group.Sum(receipt => receipt.AmountMinor) }).ToListAsync(ct);
        var posted = await entries.Join(
                scope.Db.Set<JournalLine>().Where(line => line.Account == Account.UnappliedCash),
                entry => entry.Id, line => line.EntryId, (_, line) => line)
            .GroupBy(line => line.Currency)
            .Select(group => new { group.Key, Minor = -group.Sum(line => line.AmountMinor) }).ToListAsync(ct);
        var (left, right) = (cash.ToDictionary(row => row.Key, row => row.Minor),
            posted.ToDictionary(row => row.Key, row => row.Minor));
        return new TieOut(
            "receipts", "Cash in: events and ledger", $"Booked from {DayWords.Of(scope.FirstDay, scope.LastDay)}",
            "Receipts", "Credited to 2600",
            [.. left.Keys.Union(right.Keys).OrderBy(currency => currency.Code, StringComparer.Ordinal).Select(currency =>
                new TieOutLine($"Received, {currency.Code}", currency, left.GetValueOrDefault(currency),
                    right.GetValueOrDefault(currency), "/cash"))]);
    }
}

/// <summary>Every receipt and every released payout has its entry.</summary>
[Part]
internal sealed class MissingPostingsTieOut : ITieOut
{
    // What a former system received has its entry by the cut-over.
    private static readonly EventFamily[] Taken =
        [.. ReceiptsTieOut.Families, EventFamily.OpeningUnappliedCash, EventFamily.OpeningHeldFunds];

    public int Order => 710;

    public bool IsOfTheMoment => true;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var cutOff = await CutOff.OfAsync(scope, ct);
        var entries = scope.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == scope.LegalEntityId);
        var receipts = scope.Db.Set<Receipt>()
            .Where(receipt => receipt.LegalEntityId == scope.LegalEntityId && receipt.ReceivedAt < cutOff);
        var released = scope.Db.Set<PayoutItem>()
            .Where(item => item.LegalEntityId == scope.LegalEntityId && item.ReleasedAt < cutOff);
        return new TieOut(
            "postings", "No posting is missing", $"Known by the end of {DayWords.Of(scope.LastDay)}", "Events", "With an entry",
            [
                new("Receipts", null, await receipts.CountAsync(ct), await receipts.CountAsync(receipt => entries.Any(entry =>
                    entry.ReceiptId == receipt.Id && Taken.Contains(entry.Family)), ct), "/cash"),
                new("Payouts released", null, await released.CountAsync(ct), await released.CountAsync(item =>
                    entries.Any(entry => entry.PayoutItemId == item.Id && entry.Family == EventFamily.PayoutReleased), ct),
                    "/payouts/batches"),
            ]);
    }
}

/// <summary>No event was given up and left so; the month's own that people dismissed are counted beside.</summary>
[Part]
internal sealed class DeadLettersTieOut : ITieOut
{
    public int Order => 900;

    public bool IsOfTheMoment => true;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var (begin, end) = await CutOff.MonthAsync(scope, ct);
        var received = scope.Db.Set<InboxEvent>().Where(one => one.ReceivedAt < end
            && (one.LegalEntityId == null || one.LegalEntityId == scope.LegalEntityId));
        var dead = await received.CountAsync(one => one.State == InboxState.DeadLetter, ct);
        var dismissed = await received.CountAsync(one => one.State == InboxState.Dismissed && one.ReceivedAt >= begin, ct);
        return new TieOut(
            "dead-letters", "Dead letters empty", $"Received by the end of {DayWords.Of(scope.LastDay)}", "Given up", "Allowed",
            [
                new("Events given up", null, dead, 0, "/events?state=DeadLetter"),
                .. dismissed == 0 ? Array.Empty<TieOutLine>()
                    : [new("Dismissed by people, named in the event log", null, dismissed, dismissed, "/events?state=Dismissed")],
            ]);
    }
}

/// <summary>Each open case of the month has an owner and a word on what happens next.</summary>
[Part]
internal sealed class OpenExceptionsTieOut : ITieOut
{
    public const string Name = "open-exceptions";
    private const int Named = 50;

    public int Order => 910;

    public bool IsOfTheMoment => true;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var cutOff = await CutOff.OfAsync(scope, ct);
        var open = scope.Db.Set<ExceptionCase>().Where(one => one.LegalEntityId == scope.LegalEntityId
            && one.State != ExceptionState.Resolved && one.OpenedAt < cutOff);
        var bare = open.Where(one => one.AssignedTo == null || !one.Notes.Any());
        var without = await bare.CountAsync(ct);
        var named = await bare.OrderBy(one => one.OpenedAt).ThenBy(one => one.Id).Take(Named)
            .Select(one => new { one.Id, one.Summary }).ToListAsync(ct);
        var owned = await open.CountAsync(ct) - without;
        return new TieOut(
            Name, "Open cases are owned and explained", $"Opened by the end of {DayWords.Of(scope.LastDay)} and still open",
            "Open", "With owner and word",
            [
                new("With an owner and a word", null, owned, owned, "/exceptions"),
                .. named.Select(one => new TieOutLine(one.Summary, null, 1, 0, $"/exceptions/{one.Id}")),
                .. without > named.Count ? [new TieOutLine("Further cases", null, without - named.Count, 0, "/exceptions")]
                    : Array.Empty<TieOutLine>(),
            ]);
    }
}
