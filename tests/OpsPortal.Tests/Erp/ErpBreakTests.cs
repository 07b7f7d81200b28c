using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Exceptions.Incidents;
using OpsPortal.Features.Reconciliation;
using Period = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Tests.Erp;

/// <summary>What becomes of a break of the third layer: answered, or outlived.</summary>
[Trait("Requirement", "REC-1")]
public sealed class ErpBreakTests
{
    private static readonly Actor Clockwork = Actor.System("reconcile-erp");

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "ERP-2")]
    public async Task Result_ThatComesIn_IsComparedByTheClockOnce_AndAMendedRejectionClosesItsBreakAtOnce(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var job = erp.World.Use<ReconcileErpResults>();
        var handover = await erp.HandedOverAsync();
        Assert.Equal("nothing", await job.RunAsync(Clockwork, default));
        await erp.AnsweredAsync(handover, "IE01:payment:test:pi_0,accepted,JE-1,", "IE01:payment:test:pi_1,rejected,,No");

        Assert.Equal("nothing", await job.RunAsync(Clockwork, default));
        Pass(erp);
        Assert.Equal("1 runs made, 0 refused", await job.RunAsync(Clockwork, default));
        Assert.Equal("nothing", await job.RunAsync(Clockwork, default));
        Assert.Equal([BreakKind.NotAnswered, BreakKind.RejectedThere],
            (await erp.AllAsync<ReconciliationBreak>()).Select(one => one.Kind).Order());
        Pass(erp);
        await erp.AnsweredAsync(handover, "IE01:payment:test:pi_2,already there,JE-3,");
        await erp.AnsweredAsync(
            await erp.HandedOverAsync(choice: ErpChoice.Rejected), "IE01:payment:test:pi_1,accepted,JE-2,");

        var closed = await erp.AllAsync<ReconciliationBreak>();
        Assert.All(closed, one => Assert.Equal((BreakState.Closed, null), (one.State, one.ClosedByRunId)));
        Assert.All(await erp.CasesAsync(ExceptionType.ReconciliationBreak),
            found => Assert.Equal(ExceptionState.Resolved, found.State));
        Pass(erp);
        Assert.StartsWith("1 runs made", await job.RunAsync(Clockwork, default), StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-3")]
    public async Task Break_ThatOutlivesTheCloseOfItsMonth_BecomesAnIncident(StoreKind kind)
    {
        await using var erp = await ErpWorld.NewAsync(kind);
        var handover = await erp.HandedOverAsync();
        await erp.AnsweredAsync(handover, "IE01:payment:test:pi_0,accepted,JE-1,");
        Pass(erp);
        await erp.World.Use<ReconcileErpResults>().RunAsync(Clockwork, default);
        var (raise, list) = (erp.World.Use<RaiseIncidents>(), erp.World.Use<IncidentList>());
        var breaks = await erp.AllAsync<ReconciliationBreak>();
        Assert.Equal(0, (await raise.RunAsync(Clockwork, default)).Value);

        await using (var db = await erp.World.DbAsync())
        {
            var month = erp.World.Now.InUtc().Date.ToYearMonth();
            var period = Period.Open(new(Guid.NewGuid()), World.Ireland, month, erp.World.Now);
            Assert.False(period.Move(PeriodAction.BeginClosing, erp.World.Now).IsRefused);
            Assert.False(period.Move(PeriodAction.Close, erp.World.Now).IsRefused);
            db.Add(period);
            await db.SaveChangesAsync();
        }

        Assert.Equal(breaks.Count, (await raise.RunAsync(Clockwork, default)).Value);
        var row = Assert.Single((await list.RunAsync(true, ListPlace.First, [], erp.World.As("ops"), default)).Value.Rows);
        Assert.Equal((breaks.Count, breaks.Count), (row.Cases, row.OpenCases));
        var one = (await list.OneAsync(row.Id, erp.World.As("auditor"), default)).Value;
        Assert.Equal(breaks.Select(found => found.CaseKey).Order(StringComparer.Ordinal),
            one.Cases.Select(found => found.DedupeKey).Order(StringComparer.Ordinal));
    }

    private static void Pass(ErpWorld erp) => erp.World.Clock.Set(erp.World.Now + Duration.FromSeconds(5));
}
