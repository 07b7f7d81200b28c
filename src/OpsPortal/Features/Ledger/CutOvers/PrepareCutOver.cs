using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>One person chooses the date, and prepares the cut-over once it ties out; nothing is posted by it.</summary>
[UseCase]
internal sealed class PrepareCutOver(CommandRunner runner)
{
    /// <summary>Begins the cut-over of a company, or moves its date while it is a draft.</summary>
    public Task<Outcome<CutOverId>> ChooseDayAsync(LegalEntityId entity, LocalDate day, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareManualJournal, actor, work => ChooseDayAsync(work, entity, day), ct);

    public Task<Outcome<CutOverId>> RunAsync(LegalEntityId entity, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareManualJournal, actor, work => PrepareAsync(work, entity), ct);

    public Task<Outcome<CutOverId>> WithdrawAsync(LegalEntityId entity, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareManualJournal, actor, work => WithdrawAsync(work, entity), ct);

    private static async Task<Outcome<CutOverId>> ChooseDayAsync(Work work, LegalEntityId entity, LocalDate day)
    {
        if (!work.Sees(entity))
            return SharedRefusals.NotFound("legal entity");
        var one = await work.Db.Set<CutOver>().SingleOrDefaultAsync(found => found.LegalEntityId == entity, work.Ct);
        if (one is { State: not CutOverState.Draft })
            return CutOverRefusals.NotIn(one.State);
        if (await CutOverDesk.WhyNotAsync(work.Db, entity, day, work.Now, work.Ct) is { } early)
            return early;
        if (one is null)
            work.Db.Add(one = CutOver.Begin(new(Guid.CreateVersion7()), entity, day, work.Person.Id, work.Now));
        else if (one.MoveTo(day).Refusal is { } refusal)
            return refusal;
        work.Audit("Chose cut-over date", CutOverDesk.Kind, one.Id.Value, after: $"{day:uuuu'-'MM'-'dd}");
        return one.Id;
    }

    private static async Task<Outcome<CutOverId>> PrepareAsync(Work work, LegalEntityId entity)
    {
        if (await CutOverDesk.FindAsync(work, entity) is not { } found)
            return CutOverRefusals.NotBegun;
        var (one, files) = found;
        if (one.State != CutOverState.Draft)
            return CutOverRefusals.NotIn(one.State);
        var tied = await CutOverDesk.TiedAsync(work, one, files);
        if (tied.IsRefused)
            return tied.Refusal;
        if (one.Prepare(work.Person.Id, one.HashOf(files), work.Now).Refusal is { } refusal)
            return refusal;
        work.Audit("Prepared cut-over", CutOverDesk.Kind, one.Id.Value, "Draft", $"Prepared, {one.ContentHash}");
        await work.NotifyAsync(
            Permission.ApproveManualJournal, entity,
            $"The opening balances as of {one.Day:uuuu'-'MM'-'dd} tie out and wait for your decision.",
            CutOverDesk.Path(entity), work.Person.Id);
        return one.Id;
    }

    private static async Task<Outcome<CutOverId>> WithdrawAsync(Work work, LegalEntityId entity)
    {
        if (await CutOverDesk.FindAsync(work, entity) is not { } found)
            return CutOverRefusals.NotBegun;
        if (found.One.Withdraw(work.Person.Id).Refusal is { } refusal)
            return refusal;
        work.Audit("Withdrew cut-over", CutOverDesk.Kind, found.One.Id.Value, "Prepared", "Draft");
        return found.One.Id;
    }
}
