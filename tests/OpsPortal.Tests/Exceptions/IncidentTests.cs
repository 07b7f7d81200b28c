using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Exceptions.Incidents;
using Period = OpsPortal.Domain.Ledger.Period;

namespace OpsPortal.Tests.Exceptions;

/// <summary>Cases become incidents, by a person or by the close of their month.</summary>
public sealed class IncidentTests
{
    private static readonly Actor Job = Actor.System("test");

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-10")]
    public async Task Open_FromCases_IsWorkedToItsReview(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await world.PayAsync("pay_2", "IE-8", 4_000);
        var (ops, finance) = (world.World.As("ops"), world.World.As("finance"));
        var cases = await CasesAsync(world);
        var open = world.World.Use<OpenIncident>();
        Assert.Equal("shared.not-allowed", (await open.RunAsync(new(IncidentKind.Other, "Twice", cases),
            world.World.As("auditor"), default)).Refusal?.Code);
        var stranger = await world.World.AddPersonAsync("Stranger", [Role.Ops], World.America);
        Assert.Equal("shared.not-found",
            (await open.RunAsync(new(IncidentKind.Other, "Twice", cases), stranger, default)).Refusal?.Code);
        var id = (await open.RunAsync(new(IncidentKind.DuplicateCharge, "Charged twice", cases), ops, default)).Value;
        Assert.Equal("exceptions.in-other-incident",
            (await open.RunAsync(new(IncidentKind.Other, "Again", cases), ops, default)).Refusal?.Code);

        var work = world.World.Use<WorkIncident>();
        Assert.Equal("shared.not-found", (await work.NoteAsync(id, "Mine?", stranger, default)).Refusal?.Code);
        Assert.Null((await work.ChooseAsync(id, RecoveryMethod.Rollback, "Refund one.", ops, default)).Refusal);
        foreach (var step in Enumerable.Range(1, 4))
            Assert.Null((await work.TickAsync(id, step, $"Step {step} done.", ops, default)).Refusal);
        Assert.Null((await work.TellFinanceAsync(id, "One refund in March.", ops, default)).Refusal);
        Assert.Equal("exceptions.cases-open", (await work.RestoreAsync(id, ops, default)).Refusal?.Code);
        await ResolveAllAsync(world);
        Assert.Null((await work.RestoreAsync(id, ops, default)).Refusal);
        Assert.Equal("exceptions.own-review", (await work.ReviewAsync(id, "Keys.", ops, default)).Refusal?.Code);
        Assert.Null((await work.ReviewAsync(id, "Check the keys.", finance, default)).Refusal);

        var one = (await world.World.Use<IncidentList>().OneAsync(id, world.World.As("auditor"), default)).Value;
        Assert.Equal((IncidentState.Reviewed, 2), (one.Incident.State, one.Cases.Count));
        var pack = (await world.World.Use<IncidentPacks>().MakeAsync(id, ops, default)).Value;
        Assert.Equal([4, 2, one.Incident.Timeline.Count], pack.Tables.Select(table => table.Rows.Count));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-3")]
    public async Task Close_OfTheMonthOfAnOpenCase_MakesOneIncidentOfItsKind(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await world.PayAsync("pay_2", "IE-8", 4_000);
        var raise = world.World.Use<RaiseIncidents>();
        var month = world.World.Now.InUtc().Date.ToYearMonth();
        await CloseAsync(world, month.PlusMonths(-1));
        Assert.Equal(0, (await raise.RunAsync(Job, default)).Value);
        await CloseAsync(world, month);
        Assert.Equal(2, (await raise.RunAsync(Job, default)).Value);
        Assert.Equal(0, (await raise.RunAsync(Job, default)).Value);

        var list = (await world.World.Use<IncidentList>()
            .RunAsync(true, ListPlace.First, [], world.World.As("ops"), default)).Value;
        var row = Assert.Single(list.Rows);
        Assert.Equal((IncidentKind.UnmatchedCash, 2, 2), (row.Kind, row.Cases, row.OpenCases));
        Assert.Equal("IE01", row.Entity);
        await using var db = await world.World.DbAsync();
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var line in new IncidentSection().RowsAsync(
            new CloseScope(db, World.Ireland, month, world.World.Now), default))
            rows.Add(line);
        Assert.Equal(["Unmatched cash", "Open", "2"], [rows[0][1], rows[0][3], rows[0][4]]);
        Assert.Equal(new IncidentSection().Columns.Count, Assert.Single(rows).Count);
        await world.PayAsync("pay_3", "IE-7", 4_000);
        Assert.Equal(1, (await raise.RunAsync(Job, default)).Value);
        Assert.Single((await world.World.Use<IncidentList>()
            .RunAsync(false, ListPlace.First, [], world.World.As("ops"), default)).Value.Rows);
    }

    private static async Task<List<ExceptionId>> CasesAsync(CaseWorld world)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<ExceptionCase>().OrderBy(found => found.OpenedAt).Select(found => found.Id).ToListAsync();
    }

    private static async Task ResolveAllAsync(CaseWorld world)
    {
        await using var db = await world.World.DbAsync();
        foreach (var found in await db.Set<ExceptionCase>().ToListAsync())
            Assert.Null(found.Resolve(null, world.World.Now, new CaseClosing("Twice", "One went back",
                new EntryId(Guid.NewGuid()))).Refusal);
        await db.SaveChangesAsync();
    }

    private static async Task CloseAsync(CaseWorld world, YearMonth month)
    {
        await using var db = await world.World.DbAsync();
        var period = Period.Open(new PeriodId(Guid.NewGuid()), World.Ireland, month, world.World.Now);
        Assert.False(period.Move(PeriodAction.BeginClosing, world.World.Now).IsRefused);
        Assert.False(period.Move(PeriodAction.Close, world.World.Now).IsRefused);
        db.Add(period);
        await db.SaveChangesAsync();
    }
}
