using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Ledger.TieOuts;

/// <summary>The state of every payout is the one that its entries tell: paid with the entry of a payment, failed with that of a
/// failure, under way with neither.</summary>
[Part]
internal sealed class PayoutStatusTieOut : ITieOut
{
    private const int MostItems = 20;

    public int Order => 55;

    public bool IsOfTheMoment => true;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var (sums, off) = (new List<TieOutLine>(), new List<TieOutLine>());
        foreach (var row in PayoutIntent.Rows)
        {
            var items = scope.Db.Set<PayoutItem>()
                .Where(item => item.LegalEntityId == scope.LegalEntityId && item.State == row.State);
            var count = await items.CountAsync(ct);
            if (count == 0)
                continue;
            var disagreeing = Disagreeing(scope, items, row);
            var wrong = await disagreeing.CountAsync(ct);
            sums.Add(new TieOutLine(Words.Of(row.State), null, count, count - wrong, "/payouts/batches"));
            off.AddRange((await disagreeing.OrderBy(item => item.Id).Take(MostItems)
                .Select(item => new { item.Reference, item.BatchId, item.Currency, item.AmountMinor }).ToListAsync(ct))
                .Select(item => new TieOutLine(
                    $"{item.Reference}: {Words.Of(row.State).ToLowerInvariant()}, with other entries", item.Currency,
                    item.AmountMinor, 0, $"/payouts/batches/{item.BatchId}")));
        }

        return new TieOut(
            "payout-status", "Payout states agree with the ledger",
            "Payouts as they stand now, and every entry that names them.", "Payouts", "With the entries of their state",
            [.. sums, .. off]);
    }

    private static IQueryable<PayoutItem> Disagreeing(CloseScope scope, IQueryable<PayoutItem> items, PayoutIntentRow row)
    {
        var (needs, forbids, failures) = (row.Needs.ToArray(), row.Forbids.ToArray(), PayoutIntent.Failures.ToArray());
        var asks = needs.Length > 0;
        var entries = scope.Db.Set<JournalEntry>();
        return items.Where(item =>
            (asks && !entries.Any(entry => entry.PayoutItemId == item.Id && needs.Contains(entry.Family)))
            || entries.Any(entry => entry.PayoutItemId == item.Id && forbids.Contains(entry.Family)
                && !(failures.Contains(entry.Family) && entries.Any(other =>
                    other.PayoutItemId == item.Id && other.Family == EventFamily.PayoutFailureTakenBack))));
    }
}
