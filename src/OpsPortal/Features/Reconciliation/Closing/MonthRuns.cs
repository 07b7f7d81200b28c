using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Reconciliation.Closing;

/// <summary>The runs and breaks that a month's close looks at.</summary>
internal static class MonthRuns
{
    /// <summary>The newest run of each scope that ends on the last day of the month, in a fixed order.</summary>
    public static async Task<IReadOnlyList<ReconciliationRun>> LastAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, last) = (scope.LegalEntityId, scope.LastDay);
        var runs = await scope.Db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.LegalEntityId == entity && run.AsOf == last && run.IsCurrent).ToListAsync(ct);
        return
        [
            .. runs.GroupBy(run => (run.Layer, run.Scope, run.Currency, run.DateBasis))
                .Select(group => group.OrderBy(run => run.FromDay).ThenByDescending(run => run.RunAt).First())
                .OrderBy(run => run.Layer).ThenBy(run => run.ScopeName, StringComparer.Ordinal)
                .ThenBy(run => run.Scope, StringComparer.Ordinal).ThenBy(run => run.Currency.Code, StringComparer.Ordinal)
                .ThenBy(run => run.DateBasis),
        ];
    }

    /// <summary>Every run of the month that counts.</summary>
    public static async Task<IReadOnlyList<ReconciliationRun>> AllAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, first, last) = (scope.LegalEntityId, scope.FirstDay, scope.LastDay);
        var runs = await scope.Db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.LegalEntityId == entity && run.AsOf >= first && run.AsOf <= last && run.IsCurrent).ToListAsync(ct);
        return
        [
            .. runs.OrderBy(run => run.Layer).ThenBy(run => run.ScopeName, StringComparer.Ordinal)
                .ThenBy(run => run.Scope, StringComparer.Ordinal).ThenBy(run => run.Currency.Code, StringComparer.Ordinal)
                .ThenBy(run => run.AsOf).ThenBy(run => run.FromDay).ThenBy(run => run.DateBasis),
        ];
    }

    /// <summary>Breaks dated up to the last day that were there when the month was read: found by then, not gone
    /// before.</summary>
    public static async Task<IReadOnlyList<ReconciliationBreak>> BreaksAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, first, last) = (scope.LegalEntityId, scope.FirstDay, scope.LastDay);
        var breaks = await scope.Db.Set<ReconciliationBreak>().AsNoTracking()
            .Where(one => one.LegalEntityId == entity && one.Date <= last
                && (one.Date >= first || one.State != BreakState.Closed))
            .ToListAsync(ct);
        return
        [
            .. breaks.OrderBy(one => one.Layer).ThenBy(one => one.ScopeName, StringComparer.Ordinal)
                .ThenBy(one => one.Scope, StringComparer.Ordinal).ThenBy(one => one.Currency.Code, StringComparer.Ordinal)
                .ThenBy(one => one.Date).ThenBy(one => one.Identity, StringComparer.Ordinal).ThenBy(one => one.FoundAt),
        ];
    }
}
