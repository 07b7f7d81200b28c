using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Desk;

/// <summary>Manual journals that a controller may decide: never those that they prepared themselves.</summary>
[Part]
internal sealed class JournalsWaiting : IWaitingSource
{
    public string Room => "Ledger";

    public Permission Permission => Permission.ApproveManualJournal;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var journals = await reading.Db.Set<ManualJournal>()
            .Where(journal => entities.Contains(journal.LegalEntityId) && journal.State == ManualJournalState.Prepared
                && journal.PreparedBy != me)
            .OrderBy(journal => journal.PreparedAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. journals.Select(journal => new Waiting(
            "Decide a manual journal", journal.Reason, ManualJournals.Path(journal.Id), journal.PreparedAt, null,
            new Money(journal.DebitMinor, journal.Currency)))];
    }
}
