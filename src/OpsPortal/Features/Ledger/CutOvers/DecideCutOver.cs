using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>
/// Another person sends a cut-over back, or approves exactly the files that were prepared: then everything comes over in one
/// transaction, documents and entries alike, or nothing does.
/// </summary>
[UseCase]
internal sealed class DecideCutOver(CommandRunner runner, JournalWriter writer)
{
    public const string StepUpAction = "ApproveCutOver";

    public Task<Outcome<CutOverId>> ApproveAsync(
        LegalEntityId entity, string shownHash, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveManualJournal, actor, work => ApproveAsync(work, entity, shownHash), ct);

    public Task<Outcome<CutOverId>> SendBackAsync(LegalEntityId entity, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveManualJournal, actor, work => SendBackAsync(work, entity, note), ct);

    private async Task<Outcome<CutOverId>> ApproveAsync(Work work, LegalEntityId entity, string shownHash)
    {
        if (await CutOverDesk.FindAsync(work, entity) is not { } found)
            return CutOverRefusals.NotBegun;
        var (one, files) = found;
        if (one.Approve(work.Person.Id, shownHash, files, work.Now).Refusal is { } refusal)
            return refusal;

        // Saved before anything is asked or made: of two approvals at once the second ends here, and never sees what the
        // first has made.
        await work.Db.SaveChangesAsync(work.Ct);
        var tied = await CutOverDesk.TiedAsync(work, one, files);
        if (tied.IsRefused)
            return tied.Refusal;

        // The proof is asked for last, so that whoever may never approve is not asked to prove who they are.
        var proof = await work.RequireStepUpAsync(StepUpAction, one.Id.Value, shownHash);
        if (proof.IsRefused)
            return proof.Refusal;

        var drafts = new CutOverBooking(work, one, tied.Value.World, tied.Value.Book).Make();
        if (drafts.Select(draft => draft.Refusal).FirstOrDefault(why => why is not null) is { } unposted)
            return unposted;
        await work.Db.SaveChangesAsync(work.Ct);
        var posted = await writer.WriteAsync(work.Db, [.. drafts.Select(draft => draft.Value)], work.Now, work.Ct);
        if (posted.Any(entry => !entry.IsNew))
            return CutOverRefusals.PostedBefore;
        work.Audit("Approved cut-over", CutOverDesk.Kind, one.Id.Value, "Prepared",
            $"Approved, {posted.Count} entries as of {one.Day:uuuu'-'MM'-'dd}, {one.ContentHash}");
        work.Notify(one.PreparedBy!.Value, "The opening balances are posted.", CutOverDesk.Path(entity));
        return one.Id;
    }

    private static async Task<Outcome<CutOverId>> SendBackAsync(Work work, LegalEntityId entity, string note)
    {
        if (await CutOverDesk.FindAsync(work, entity) is not { } found)
            return CutOverRefusals.NotBegun;
        var one = found.One;
        if (one.SendBack(work.Person.Id, note, work.Now).Refusal is { } refusal)
            return refusal;
        work.Audit("Sent cut-over back", CutOverDesk.Kind, one.Id.Value, "Prepared", "Draft", note);
        if (one.PreparedBy is { } preparer && preparer != work.Person.Id)
            work.Notify(preparer, $"The opening balances were sent back: {note}", CutOverDesk.Path(entity));
        return one.Id;
    }
}
