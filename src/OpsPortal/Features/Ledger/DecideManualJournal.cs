using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>A second person approves a manual journal, which posts it, or refuses it; its preparer may withdraw it.</summary>
[UseCase]
internal sealed class DecideManualJournal(CommandRunner runner, JournalWriter writer)
{
    public Task<Outcome> ApproveAsync(ManualJournalId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveManualJournal, actor, work => ApproveAsync(work, id), ct);

    public Task<Outcome> RefuseAsync(ManualJournalId id, string note, Actor actor, CancellationToken ct) => runner.RunAsync(
        Permission.ApproveManualJournal, actor,
        work => EndAsync(work, id, "Refused manual journal", note,
            journal => journal.Refuse(work.Person.Id, work.Now, note)), ct);

    public Task<Outcome> WithdrawAsync(ManualJournalId id, Actor actor, CancellationToken ct) => runner.RunAsync(
        Permission.PrepareManualJournal, actor,
        work => EndAsync(work, id, "Withdrew manual journal", null, journal => journal.Withdraw(work.Person.Id, work.Now)), ct);

    private async Task<Outcome> ApproveAsync(Work work, ManualJournalId id)
    {
        if (await ManualJournals.FindAsync(work, id) is not { } journal)
            return SharedRefusals.NotFound("manual journal");
        var books = await Books.ReadAsync(work.Db, work.Ct);
        if (books.ShutOf(journal.LegalEntityId).WhyNot(journal.EffectiveOn) is { } shut)
            return shut;
        var draft = journal.Approve(work.Person.Id, work.Now, books.ZoneOf(journal.LegalEntityId));
        if (draft.IsRefused)
            return draft.Refusal;
        work.Audit("Approved manual journal", ManualJournals.Kind, id.Value, "Prepared", "Posted", journal.Reason);
        work.Notify(journal.PreparedBy, $"Your manual journal is posted: {journal.Reason}", ManualJournals.Path(id));
        await work.Db.SaveChangesAsync(work.Ct);
        var request = draft.Value with { Trace = draft.Value.Trace with { RequestId = work.RequestId } };
        return (await writer.PostAsync(work, request)).Refusal is { } refusal ? refusal : Outcome.Done;
    }

    private static async Task<Outcome> EndAsync(Work work, ManualJournalId id, string action, string? note, Func<ManualJournal,
        Outcome> end)
    {
        if (await ManualJournals.FindAsync(work, id) is not { } journal)
            return SharedRefusals.NotFound("manual journal");
        var ended = end(journal);
        if (ended.IsRefused)
            return ended;
        work.Audit(action, ManualJournals.Kind, id.Value, "Prepared", journal.State.ToString(), note);
        if (work.Person.Id != journal.PreparedBy)
            work.Notify(journal.PreparedBy, $"Your manual journal was refused: {note}", ManualJournals.Path(id));
        return Outcome.Done;
    }
}
