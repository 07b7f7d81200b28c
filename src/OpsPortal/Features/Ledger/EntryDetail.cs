using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>One entry with its lines, its rule, its trace keys, and the entries that it reverses or that reverse it.</summary>
[UseCase]
internal sealed class EntryDetail(QueryRunner runner)
{
    internal sealed record Answer(JournalEntry Entry, PostingRule Rule, LedgerEntity Entity, IReadOnlyList<EntryId> ReversedBy);

    public Task<Outcome<Answer>> RunAsync(EntryId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, EntryId id)
    {
        var entry = await reading.Db.Set<JournalEntry>()
            .Include(found => found.Lines.OrderBy(line => line.Number)).FirstOrDefaultAsync(found => found.Id == id, reading.Ct);
        if (entry is null || !reading.Sees(entry.LegalEntityId))
            return SharedRefusals.NotFound("journal entry");
        var entity = (await LedgerScope.EntitiesAsync(reading, entry.LegalEntityId))[0];
        var reversedBy = await reading.Db.Set<JournalEntry>().Where(found => found.ReversalOf == id)
            .Select(found => found.Id).ToListAsync(reading.Ct);
        return new Answer(entry, PostingRules.Of(entry.Family), entity, reversedBy);
    }
}
