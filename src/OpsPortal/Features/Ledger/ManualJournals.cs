using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger;

/// <summary>What the use cases of manual journals share.</summary>
internal static class ManualJournals
{
    public const string Kind = "manual journal";

    public static string Path(ManualJournalId id) => $"/ledger/journals/{id}";

    /// <summary>Null where there is none, or the person may not see it.</summary>
    public static Task<ManualJournal?> FindAsync(Work work, ManualJournalId id) =>
        work.SeenAsync<ManualJournal>(j => j.Id == id);
}

/// <summary>The manual journals of the person's companies, newest first, and what one needs to prepare another.</summary>
[UseCase]
internal sealed class ManualJournalList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<ManualJournal> Orders = new RowOrders<ManualJournal>(
            journals => journals.OrderByDescending(journal => journal.PreparedAt),
            sorted => sorted.ThenBy(journal => journal.Id))
        .By("date", journal => journal.EffectiveOn)
        .By("prepared", journal => journal.PreparedAt);

    internal sealed record Row(
        ManualJournalId Id, string Entity, Currency Currency, LocalDate EffectiveOn, string Reason, ManualJournalState State,
        string PreparedBy, Instant PreparedAt, long DebitMinor);

    internal sealed record Answer(
        IReadOnlyList<Row> Journals, int Count, IReadOnlyList<LedgerEntity> Entities, IReadOnlyList<TreasuryAccount> BankAccounts,
        bool MayPrepare);

    public Task<Outcome<Answer>> RunAsync(ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, place), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ListPlace place)
    {
        var entities = await LedgerScope.EntitiesAsync(reading);
        var ids = reading.Person.LegalEntities;
        var seen = reading.Db.Set<ManualJournal>().Where(journal => ids.Contains(journal.LegalEntityId));
        var journals = await Orders.PageOf(seen, place, PageSize).ToListAsync(reading.Ct);
        var people = journals.Select(journal => journal.PreparedBy).Distinct().ToList();
        var names = await reading.Db.Set<Person>().Where(person => people.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
        var codes = entities.ToDictionary(entity => entity.Id, entity => entity.Code);
        return new Answer(
            [.. journals.Select(journal => new Row(
                journal.Id, codes[journal.LegalEntityId], journal.Currency, journal.EffectiveOn, journal.Reason, journal.State,
                names.GetValueOrDefault(journal.PreparedBy, ""), journal.PreparedAt, journal.DebitMinor))],
            await seen.CountAsync(reading.Ct), entities,
            await reading.Db.Set<TreasuryAccount>().Where(account => ids.Contains(account.LegalEntityId))
                .OrderBy(account => account.Name).ToListAsync(reading.Ct),
            reading.Person.Permissions.Contains(Permission.PrepareManualJournal));
    }
}

/// <summary>One manual journal with its people, its entry, and what the reader may do with it.</summary>
[UseCase]
internal sealed class ManualJournalDetail(QueryRunner runner)
{
    /// <param name="WhyNotApprove">Why the reader, who holds the power, may not approve this one; null when they may.</param>
    internal sealed record Answer(
        ManualJournal Journal, LedgerEntity Entity, string PreparedBy, string? DecidedBy, EntryId? Entry,
        IReadOnlyDictionary<BankAccountId, string> BankAccounts, bool Decides, bool MayWithdraw, string? WhyNotApprove);

    public Task<Outcome<Answer>> RunAsync(ManualJournalId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, ManualJournalId id)
    {
        var (db, ct, me) = (reading.Db, reading.Ct, reading.Person);
        var journal = await db.Set<ManualJournal>()
            .SingleOrDefaultAsync(j => j.Id == id && me.LegalEntities.Contains(j.LegalEntityId), ct);
        if (journal is null)
            return SharedRefusals.NotFound("manual journal");
        var names = await db.Set<Person>().Where(person => person.Id == journal.PreparedBy || person.Id == journal.DecidedBy)
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var key = PostingKeys.ManualJournal(id);
        var entry = await db.Set<JournalEntry>().Where(e => e.LegalEntityId == journal.LegalEntityId && e.PostingKey == key)
            .Select(e => (EntryId?)e.Id).SingleOrDefaultAsync(ct);
        var open = journal.State == ManualJournalState.Prepared;
        return new Answer(
            journal, (await LedgerScope.EntitiesAsync(reading, journal.LegalEntityId)).Single(),
            names.GetValueOrDefault(journal.PreparedBy, ""), journal.DecidedBy is { } by ? names.GetValueOrDefault(by, "") : null,
            entry,
            await db.Set<TreasuryAccount>().Where(account => account.LegalEntityId == journal.LegalEntityId)
                .ToDictionaryAsync(account => account.Id, account => account.Name, ct),
            open && me.Permissions.Contains(Permission.ApproveManualJournal),
            open && me.Permissions.Contains(Permission.PrepareManualJournal) && me.Id == journal.PreparedBy,
            me.Id == journal.PreparedBy ? LedgerRefusals.PreparedByYou.Text : null);
    }
}
