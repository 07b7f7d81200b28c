using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Close;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Demo;

/// <summary>Closes the demo's first months as its people do: cases are owned, the checklist ticked, samples looked at, and three
/// people sign. The month before this one stays open for the reader.</summary>
internal sealed class DemoClose(
    DemoCast cast, DemoCalendar calendar, IServiceProvider services, IDbContextFactory<OpsDbContext> contexts)
{
    private const int DaysAfterTheMonth = 6;

    public void Plan(Instant until)
    {
        var lastOpen = until.InUtc().Date.ToYearMonth().PlusMonths(-1);
        for (var month = calendar.Now.InUtc().Date.ToYearMonth(); month.CompareTo(lastOpen) < 0; month = month.PlusMonths(1))
        {
            var at = month.PlusMonths(1).OnDayOfMonth(DaysAfterTheMonth).At(new LocalTime(9, 0)).InUtc().ToInstant();
            foreach (var (entity, which) in new[] { (cast.Europe, month), (cast.America, month) })
                calendar.After(at - calendar.Now, () => BeginAsync(entity, which));
        }

        calendar.After(until - calendar.Now - Duration.FromHours(1), KeepCheckpointsAsync);
    }

    // From the last day on, so that the reader finds what is due and nothing that nobody saw to.
    private async Task KeepCheckpointsAsync()
    {
        foreach (var entity in new[] { cast.Europe, cast.America })
        foreach (var row in CheckpointCalendar.Rows)
            _ = await services.GetRequiredService<SetCheckpoint>().RunAsync(
                new(entity.Id, row.Code, false), cast.As("controller1"), default);
    }

    private async Task BeginAsync(LegalEntity entity, YearMonth month)
    {
        await ExplainCasesAsync(entity);
        var begun = await services.GetRequiredService<BeginClose>().RunAsync(new(entity.Id, month), cast.As("finance"), default);
        if (begun.IsRefused)
            return;
        foreach (var item in CloseChecklist.Items.Where(item => !item.ByMachine))
            _ = await services.GetRequiredService<TickCloseItem>().RunAsync(
                new(begun.Value, item.Code, true, "Seen and filed with the month's papers."), cast.As("finance"), default);
        await using (var db = await contexts.CreateDbContextAsync())
        {
            foreach (var sample in await db.Set<CloseSample>().AsNoTracking().Where(one => one.CloseId ==
                begun.Value).ToListAsync())
                _ = await services.GetRequiredService<ReviewCloseSample>().RunAsync(
                    new(sample.Id, true, "Agrees with its document.", cast.As("ops").Person), cast.As("finance"), default);
        }

        calendar.After(Duration.FromHours(2), () => SignAsync(begun.Value, "finance", PrepareClose.StepUpAction,
            services.GetRequiredService<PrepareClose>().RunAsync));
        calendar.After(Duration.FromHours(5), () => SignAsync(begun.Value, "controller1", ReviewClose.StepUpAction,
            services.GetRequiredService<ReviewClose>().RunAsync));
        calendar.After(Duration.FromHours(26), () => SignAsync(begun.Value, "controller2", SignClose.StepUpAction,
            services.GetRequiredService<SignClose>().RunAsync));
    }

    private async Task ExplainCasesAsync(LegalEntity entity)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var open = await db.Set<ExceptionCase>().Where(one => one.LegalEntityId == entity.Id
            && one.State != ExceptionState.Resolved && one.AssignedTo == null).Select(one => one.Id).ToListAsync();
        foreach (var id in open)
        {
            _ = await services.GetRequiredService<AssignException>().RunAsync(new(id, null), cast.As("ops"), default);
            _ = await services.GetRequiredService<CommentException>().RunAsync(
                id, "Asked the other side for what is missing; open over the month's end.", cast.As("ops"), default);
        }
    }

    private async Task SignAsync(
        PeriodCloseId id, string who, string action,
        Func<CloseSignature, Actor, CancellationToken, Task<Outcome<PeriodCloseId>>> run)
    {
        await services.GetRequiredService<RunTieOuts>().RunAsync(id, cast.As("finance"), default);
        await using var db = await contexts.CreateDbContextAsync();
        var close = await db.Set<PeriodClose>().AsNoTracking().SingleAsync(one => one.Id == id);
        var hash = (await CloseJudge.ReadAsync(db, close, default)).Readiness.ContentHash;
        var actor = cast.As(who);
        db.Add(new StepUp(Guid.CreateVersion7(), actor.Person, actor.Session!.Value, action, id.Value, hash, "password",
            calendar.Now));
        await db.SaveChangesAsync();
        _ = await run(new CloseSignature(id, hash), actor, default);
    }
}
