using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close;

/// <summary>Takes up the close of a month that is over: its samples are drawn and its tie-outs run for the first time.</summary>
[UseCase]
internal sealed class BeginClose(CommandRunner runner, TieOutRunner tieOuts)
{
    internal sealed record Command(LegalEntityId Entity, YearMonth Month);

    public Task<Outcome<PeriodCloseId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareClose, actor, work => BeginAsync(work, command), ct);

    private async Task<Outcome<PeriodCloseId>> BeginAsync(Work work, Command command)
    {
        if (!work.Sees(command.Entity))
            return SharedRefusals.NotFound("legal entity");
        var entity = await Closes.EntityAsync(work.Db, command.Entity, work.Ct);
        if (await Closes.OutOfTurnAsync(work, entity, command.Month) is { } early)
            return early;
        var close = await work.Db.Set<PeriodClose>().Where(one => one.LegalEntityId == command.Entity
                && one.Year == command.Month.Year && one.Month == command.Month.Month)
            .OrderByDescending(one => one.Version).FirstOrDefaultAsync(work.Ct);
        if (close is null)
        {
            close = PeriodClose.Open(new(Guid.CreateVersion7()), command.Entity, command.Month, 1);
            work.Db.Add(close);
        }

        var checklist = await Checklists.InForceAsync(work.Db, command.Entity, work.Now, work.Ct);
        var begun = close.Begin(work.Person.Id, checklist, work.Now);
        if (begun.IsRefused)
            return begun.Refusal;
        var locked = (await Closes.PeriodAsync(work, command.Entity, command.Month)).Move(PeriodAction.BeginClosing, work.Now);
        if (locked.IsRefused)
            return locked.Refusal;
        await CloseSampling.DrawAsync(work, close, entity);
        await tieOuts.StoreAsync(work.Db, close, work.Person.Id, work.Now, work.Ct);
        work.Audit("Began close", Closes.Kind, close.Id.Value, after: $"{entity.Code} {close.Name}, version {close.Version}");
        return close.Id;
    }
}
