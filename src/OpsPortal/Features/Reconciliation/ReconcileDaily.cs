using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Reconciliation;

/// <summary>
/// The daily clock of reconciliation: yesterday of every company, layer and account for which the other side is here, once.
/// </summary>
[Part]
internal sealed class ReconcileDaily(
    RunReconciliation run, IEnumerable<IReconciliationSource> sources, IDbContextFactory<OpsDbContext> contexts, IClock clock)
    : IBackgroundJob
{
    public string Name => "reconcile";

    public string Purpose => "Compares yesterday's books with providers and banks, as their reports come in.";

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var (made, waiting) = (0, 0);
        foreach (var command in await DueAsync(ct))
        {
            var done = await run.RunAsync(command, actor, ct);
            made += done.IsRefused ? 0 : 1;
            waiting += done.IsRefused ? 1 : 0;
        }

        return made == 0 ? JobResults.Nothing : $"{made} runs made, {waiting} wait for the other side";
    }

    private async Task<List<RunReconciliation.Command>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var due = new List<RunReconciliation.Command>();
        var entities = await db.Set<LegalEntity>().OrderBy(entity => entity.Code)
            .Select(entity => new { entity.Id, entity.Zone }).ToListAsync(ct);
        foreach (var entity in entities)
        {
            var day = clock.GetCurrentInstant().DayIn(entity.Zone).PlusDays(-1);
            foreach (var source in sources.Where(source => source.IsDaily).OrderBy(source => source.Layer))
            {
                var scopes = await source.ScopesAsync(db, entity.Id, ct);
                var made = await db.Set<ReconciliationRun>()
                    .Where(one => one.LegalEntityId == entity.Id && one.Layer == source.Layer && one.AsOf == day
                        && one.FromDay == day && one.IsCurrent)
                    .Select(one => new { one.Scope, one.Currency }).ToListAsync(ct);
                due.AddRange(scopes.Where(scope =>
                    !made.Exists(one => (one.Scope, one.Currency) == (scope.Scope, scope.Currency)))
                    .Select(scope => new RunReconciliation.Command(
                        entity.Id, source.Layer, scope.Scope, scope.Currency, day, day)));
            }
        }

        return due;
    }
}
