using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Close;

/// <summary>Asks every tie-out of a month again and stores what is new. Signatures under figures that moved count no more: a
/// close
/// in progress goes back to its preparer, a closed one keeps its old signature and asks for another.</summary>
[UseCase]
internal sealed class RunTieOuts(CommandRunner runner, TieOutRunner tieOuts)
{
    private const int MostClosesAsked = 60;

    public Task<Outcome> RunAsync(PeriodCloseId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareClose, actor, async work => await Closes.FindAsync(work, id) is { } close
            ? await AskAsync(work, close) : SharedRefusals.NotFound("close"), ct);

    /// <summary>Asks the closed months again; gives how many tie-outs moved.</summary>
    public async Task<Outcome<int>> AskSignedAsync(Actor actor, CancellationToken ct)
    {
        var signed = await runner.RunAsync<List<PeriodCloseId>>(Permission.Background, actor, async work =>
            await work.Db.Set<PeriodClose>().Where(close => close.State == CloseState.Signed)
                .OrderByDescending(close => close.Year).ThenByDescending(close => close.Month).Take(MostClosesAsked)
                .Select(close => close.Id).ToListAsync(work.Ct), ct);
        if (signed.IsRefused)
            return signed.Refusal;
        var moved = 0;
        foreach (var id in signed.Value)
        {
            var asked = await runner.RunAsync<int>(Permission.Background, actor, async work => await StoreAsync(
                work, await work.Db.Set<PeriodClose>().SingleAsync(close => close.Id == id, work.Ct)), ct);
            moved += asked.IsRefused ? 0 : asked.Value;
        }

        return moved;
    }

    private async Task<Outcome> AskAsync(Work work, PeriodClose close)
    {
        if (close.State is CloseState.Open or CloseState.Reopened)
            return CloseRefusals.NotIn(close.Name, close.State);
        await StoreAsync(work, close);
        work.Audit("Ran tie-outs", Closes.Kind, close.Id.Value, after: close.State.ToString());
        return Outcome.Done;
    }

    private async Task<int> StoreAsync(Work work, PeriodClose close)
    {
        var by = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var (_, moved) = await tieOuts.StoreAsync(work.Db, close, by, work.Now, work.Ct);
        if (moved.Count == 0)
            return 0;
        var entity = await Closes.EntityAsync(work.Db, close.LegalEntityId, work.Ct);
        var words = $"Figures moved in the close of {close.Name}: {string.Join(", ", moved)}.";
        if (close.State is CloseState.Prepared or CloseState.Reviewed)
            close.LoseFigures(words);
        if (close.State == CloseState.Signed)
            work.Audit("Tie-out moved after signature", Closes.Kind, close.Id.Value, reason: words);
        await work.NotifyAsync(Permission.PrepareClose, close.LegalEntityId, $"{words} Look and sign again.",
            Closes.Path(entity.Code, close.YearMonth));
        return moved.Count;
    }
}

/// <summary>The clock of closed months.</summary>
[Part]
internal sealed class AskSignedTieOutsJob(RunTieOuts tieOuts) : IBackgroundJob
{
    public string Name => "close-tie-outs";

    public string Purpose => "Asks the tie-outs of closed months again and says which moved under their signature.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var moved = await tieOuts.AskSignedAsync(actor, ct);
        return moved.IsRefused ? moved.Refusal.Code : moved.Value == 0 ? JobResults.Nothing : $"{moved.Value} moved";
    }
}

/// <summary>Puts a person's name under the present figures of one tie-out.</summary>
[UseCase]
internal sealed class SignTieOut(CommandRunner runner)
{
    public Task<Outcome> RunAsync(TieOutRunId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareClose, actor, work => SignAsync(work, id), ct);

    private static async Task<Outcome> SignAsync(Work work, TieOutRunId id)
    {
        var run = await work.Db.Set<TieOutRun>().SingleOrDefaultAsync(one => one.Id == id, work.Ct);
        if (run is null || await Closes.FindAsync(work, run.CloseId) is null)
            return SharedRefusals.NotFound("tie-out");
        if (await work.Db.Set<TieOutRun>().AnyAsync(
            later => later.CloseId == run.CloseId && later.Code == run.Code && later.Number > run.Number, work.Ct))
            return CloseRefusals.FiguresMoved;
        var signed = run.Sign(work.Person.Id, work.Now);
        if (!signed.IsRefused)
            work.Audit("Signed tie-out", Closes.Kind, run.CloseId.Value, after: $"{run.Code} {run.Hash}");
        return signed;
    }
}
