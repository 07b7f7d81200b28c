using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Reconciliation.TrialBalances;

/// <summary>The trial balances that came in, newest first, and the ERPs of which more can be brought.</summary>
[UseCase]
internal sealed class TrialBalanceList(QueryRunner runner)
{
    private const int Shown = 12;

    internal sealed record Row(
        ErpTrialBalanceId Id, LegalEntityId LegalEntityId, ErpTarget Target, LocalDate AsOf, string Name, int Rows,
        Instant TakenAt);

    internal sealed record Answer(
        IReadOnlyList<Row> Rows, IReadOnlyList<(LegalEntityId Entity, ErpTarget Target)> Used, bool MayReconcile);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeReconciliation, actor, async reading =>
        {
            var mine = reading.Person.LegalEntities;
            var rows = await reading.Db.Set<ErpTrialBalance>().Where(one => mine.Contains(one.LegalEntityId))
                .OrderByDescending(one => one.AsOf).ThenByDescending(one => one.TakenAt).ThenBy(one => one.Id).Take(Shown)
                .Select(one => new Row(
                    one.Id, one.LegalEntityId, one.Target, one.AsOf, one.Name, one.RowCount, one.TakenAt))
                .ToListAsync(reading.Ct);
            var used = await reading.Db.Set<ErpHandover>().Where(one => mine.Contains(one.LegalEntityId))
                .Select(one => new { one.LegalEntityId, one.Target }).Distinct().ToListAsync(reading.Ct);
            return new Answer(
                rows, [.. used.OrderBy(one => one.Target).Select(one => (one.LegalEntityId, one.Target))],
                reading.Person.May(Permission.Reconcile));
        }, ct);
}
