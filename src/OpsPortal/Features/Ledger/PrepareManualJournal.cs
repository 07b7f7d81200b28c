using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger;

/// <summary>Asks for an entry that no event brings. Nothing is posted until another person approves it.</summary>
[UseCase]
internal sealed class PrepareManualJournal(CommandRunner runner)
{
    public Task<Outcome<ManualJournalId>> RunAsync(ManualJournalAsk ask, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.PrepareManualJournal, actor, work => PrepareAsync(work, ask), ct);

    private static async Task<Outcome<ManualJournalId>> PrepareAsync(Work work, ManualJournalAsk ask)
    {
        if (!work.Sees(ask.Entity))
            return SharedRefusals.NotFound("legal entity");
        var books = await Books.ReadAsync(work.Db, work.Ct);
        if (books.ShutOf(ask.Entity).WhyNot(ask.EffectiveOn) is { } shut)
            return shut;
        foreach (var account in ask.Lines.Select(line => line.BankAccountId).OfType<BankAccountId>().Distinct())
        {
            if (!await work.Db.Set<TreasuryAccount>().AnyAsync(a => a.Id == account && a.LegalEntityId == ask.Entity, work.Ct))
                return SharedRefusals.NotFound("bank account");
        }

        var today = work.Now.InZone(books.ZoneOf(ask.Entity)).Date;
        var journal = ManualJournal.Prepare(new(Guid.CreateVersion7()), ask, today, work.Person.Id, work.Now);
        if (journal.IsRefused)
            return journal.Refusal;
        work.Db.Add(journal.Value);
        var amount = new Money(journal.Value.DebitMinor, ask.Currency);
        work.Audit("Prepared manual journal", ManualJournals.Kind, journal.Value.Id.Value, after: amount.ToString(),
            reason: journal.Value.Reason);
        await work.NotifyAsync(
            Permission.ApproveManualJournal, ask.Entity,
            $"A manual journal of {amount} waits for your decision: {journal.Value.Reason}",
            ManualJournals.Path(journal.Value.Id), work.Person.Id);
        return journal.Value.Id;
    }
}
