using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.Sources;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Compares the days of an export with what the ERP said of it, once after each result that came in.</summary>
[Part]
internal sealed class ReconcileErpResults(
    RunReconciliation run, IDbContextFactory<OpsDbContext> contexts, IClock clock) : IBackgroundJob
{
    private static readonly Duration LookBack = Duration.FromDays(7);

    // A result that is being taken while a run reads is older than the run and not in it: so long nobody compares.
    private static readonly Duration Settle = Duration.FromSeconds(5);

    public string Name => "reconcile-erp";

    public string Purpose => "Compares documents handed over with the ERP's answers, as its results come in.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var (made, refused) = (0, 0);
        foreach (var command in await DueAsync(ct))
        {
            var done = await run.RunAsync(command, actor, ct);
            made += done.IsRefused ? 0 : 1;
            refused += done.IsRefused ? 1 : 0;
        }

        return made + refused == 0 ? JobResults.Nothing : $"{made} runs made, {refused} refused";
    }

    // The run that a result asks for is there once one over the same days began when the result had settled.
    private async Task<List<RunReconciliation.Command>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var since = now - LookBack;
        var results = await (
            from result in db.Set<ErpResult>()
            join handover in db.Set<ErpHandover>() on result.HandoverId equals handover.Id
            join entity in db.Set<LegalEntity>() on handover.LegalEntityId equals entity.Id
            where result.TakenAt >= since
            select new { handover.LegalEntityId, handover.Target, handover.FirstDay, handover.LastDay, entity.Zone,
                result.TakenAt, handover.Id }).ToListAsync(ct);
        var due = new List<RunReconciliation.Command>();
        foreach (var group in results.GroupBy(one => (one.LegalEntityId, one.Target, one.FirstDay, one.LastDay)))
        {
            var settled = group.Max(one => one.TakenAt) + Settle;
            if (now < settled)
                continue;
            var today = now.DayIn(group.First().Zone);
            var (scope, last) = (ErpSource.DocumentsOf(group.Key.Target), LocalDate.Min(group.Key.LastDay, today));
            var handovers = group.Select(one => one.Id).ToList();
            var currencies = await db.Set<ErpDocument>().Where(document => db.Set<ErpSending>().Any(sending =>
                    handovers.Contains(sending.HandoverId) && sending.DocumentId == document.Id))
                .Select(document => document.Currency).Distinct().ToListAsync(ct);
            var runs = await db.Set<ReconciliationRun>().Where(one => one.LegalEntityId == group.Key.LegalEntityId
                    && one.Layer == ReconciliationLayer.SubledgerToErp && one.Scope == scope
                    && one.FromDay == group.Key.FirstDay && one.AsOf == last && one.IsCurrent)
                .Select(one => new { one.Currency, one.RunAt }).ToListAsync(ct);
            due.AddRange(currencies.Where(currency => !runs.Exists(one => one.Currency == currency && one.RunAt >= settled))
                .Select(currency => new RunReconciliation.Command(group.Key.LegalEntityId,
                    ReconciliationLayer.SubledgerToErp, scope, currency, group.Key.FirstDay, last)));
        }

        return due;
    }
}
