using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
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

    /// <summary>Every run of the month that counted when it was read: a signed month is read as of its signature, whatever was
    /// compared again since.</summary>
    public static async Task<IReadOnlyList<ReconciliationRun>> AllAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, first, last, now) = (scope.LegalEntityId, scope.FirstDay, scope.LastDay, scope.Now);
        var runs = await scope.Db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.LegalEntityId == entity && run.AsOf >= first && run.AsOf <= last && run.RunAt <= now)
            .ToListAsync(ct);
        return
        [
            .. runs.GroupBy(run => (run.Layer, run.Scope, run.Currency, run.DateBasis, run.FromDay, run.AsOf))
                .Select(group => group.OrderBy(run => run.RunAt)
                    .ThenBy(run => run.IsCurrent).ThenBy(run => run.Id.ToString(), StringComparer.Ordinal).Last())
                .OrderBy(run => run.Layer).ThenBy(run => run.ScopeName, StringComparer.Ordinal)
                .ThenBy(run => run.Scope, StringComparer.Ordinal).ThenBy(run => run.Currency.Code, StringComparer.Ordinal)
                .ThenBy(run => run.AsOf).ThenBy(run => run.FromDay).ThenBy(run => run.DateBasis),
        ];
    }

    /// <summary>Breaks dated up to the last day that were there when the month was read: found by then, not gone before. A
    /// balance of an earlier day that is explained is that day's matter alone.</summary>
    public static async Task<IReadOnlyList<ReconciliationBreak>> BreaksAsync(CloseScope scope, CancellationToken ct)
    {
        var (entity, first, last, now) = (scope.LegalEntityId, scope.FirstDay, scope.LastDay, scope.Now);
        var breaks = await scope.Db.Set<ReconciliationBreak>().AsNoTracking()
            .Where(one => one.LegalEntityId == entity && one.Date <= last && one.FoundAt <= now
                && (one.Date >= first || one.ClosedAt == null || one.ClosedAt > now))
            .ToListAsync(ct);
        return
        [
            .. breaks.Where(one => one.Date >= first || !ReconciliationBasis.IsBalances(one.Scope) || !(one.ExplainedAt <= now))
                .OrderBy(one => one.Layer).ThenBy(one => one.ScopeName, StringComparer.Ordinal)
                .ThenBy(one => one.Scope, StringComparer.Ordinal).ThenBy(one => one.Currency.Code, StringComparer.Ordinal)
                .ThenBy(one => one.Date).ThenBy(one => one.Identity, StringComparer.Ordinal).ThenBy(one => one.FoundAt),
        ];
    }

    /// <summary>The breaks as those runs saw them.</summary>
    public static async Task<ILookup<ReconciliationRunId, SeenBreak>> SeenByAsync(
        CloseScope scope, IEnumerable<ReconciliationRun> runs, CancellationToken ct)
    {
        var ids = runs.Select(run => run.Id).ToList();
        return (await scope.Db.Set<SeenBreak>().AsNoTracking().Where(one => ids.Contains(one.RunId)).ToListAsync(ct))
            .ToLookup(one => one.RunId);
    }

    /// <summary>Each break as the last run of the month saw it that was made before the month was read.</summary>
    public static async Task<IReadOnlyDictionary<ReconciliationBreakId, SeenBreak>> LastSeenAsync(
        CloseScope scope, IReadOnlyList<ReconciliationBreak> breaks, CancellationToken ct)
    {
        var (entity, first, last, now) = (scope.LegalEntityId, scope.FirstDay, scope.LastDay, scope.Now);
        var ids = breaks.Select(one => one.Id).ToList();
        var seen = await scope.Db.Set<SeenBreak>().AsNoTracking().Where(one => ids.Contains(one.BreakId))
            .Join(scope.Db.Set<ReconciliationRun>(), one => one.RunId, run => run.Id, (one, run) => new { One = one, Run = run })
            .Where(row => row.Run.LegalEntityId == entity && row.Run.AsOf >= first && row.Run.AsOf <= last
                && row.Run.RunAt <= now)
            .Select(row => new { row.One, row.Run.AsOf, row.Run.RunAt, row.Run.Id }).ToListAsync(ct);
        return seen.GroupBy(row => row.One.BreakId).ToDictionary(group => group.Key, group => group.OrderBy(row => row.AsOf)
            .ThenBy(row => row.RunAt).ThenBy(row => row.Id.ToString(), StringComparer.Ordinal).Last().One);
    }

    /// <summary>Who said what about each break until the month was read. What was said again later is in the audit log only,
    /// from where the words of the time come.</summary>
    public static async Task<IReadOnlyDictionary<ReconciliationBreakId, BreakWord>> WordsAsync(
        CloseScope scope, IReadOnlyList<ReconciliationBreak> breaks, CancellationToken ct)
    {
        var words = breaks.Where(one => one.ExplainedAt <= scope.Now).ToDictionary(one => one.Id, one => new BreakWord(
            BreakWords.Of(one.Reason!.Value), one.Explanation ?? "", one.ExplainedBy, one.ExplainedAt!.Value));
        var later = breaks.Where(one => one.ExplainedAt > scope.Now).Select(one => one.Id.Value).ToList();
        if (later.Count == 0)
            return words;
        var said = await scope.Db.Set<AuditRow>().AsNoTracking().Where(row => later.Contains(row.SubjectId)
            && row.Action == WorkBreak.Explained && row.At <= scope.Now).ToListAsync(ct);
        foreach (var row in said.GroupBy(row => row.SubjectId).Select(group => group.OrderBy(row => row.At).Last()))
        {
            var parts = (row.After ?? "").Split(": ", 2);
            words[new(row.SubjectId)] = new BreakWord(
                BreakWords.Of(Enum.Parse<BreakReason>(parts[0])), parts[^1], row.PersonId, row.At);
        }

        return words;
    }
}

/// <summary>The written explanation of a break as it stood at some time.</summary>
internal sealed record BreakWord(string Reason, string Text, PersonId? By, Instant At);
