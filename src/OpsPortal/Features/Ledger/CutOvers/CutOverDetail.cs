using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>One file of the table, and what was sent of it.</summary>
public sealed record CutOverFileShown(CutOverFileRule Rule, CutOverFile? File, string? SentBy);

/// <summary>Entries of one event in one currency.</summary>
public sealed record CutOverMadeLine(EventFamily Family, Currency Currency, int Entries, long AmountMinor);

/// <summary>What was made of a posted cut-over.</summary>
/// <param name="Invoices">The documents that came over, as they stand now.</param>
/// <param name="Clearing">What is left on 3900, by currency: zero.</param>
public sealed record CutOverMade(
    IReadOnlyList<CutOverMadeLine> Lines, IReadOnlyList<Invoice> Invoices, IReadOnlyList<Money> Clearing);

/// <summary>The cut-over of one company: its files, faults and tie-out, what was made of it, and what the reader may
/// do.</summary>
[UseCase]
internal sealed class CutOverDetail(QueryRunner runner)
{
    /// <param name="WhyNotPrepare">Why it cannot be prepared now; null when it can.</param>
    /// <param name="WhyNotApprove">Why the reader, who holds the power, may not approve it; null when they may.</param>
    internal sealed record Answer(
        IReadOnlyList<LedgerEntity> Entities, LedgerEntity? Entity, CutOver? One, IReadOnlyList<CutOverFileShown> Files,
        IReadOnlyList<CutOverFault> Faults, CutOverTieOut? TieOut, string? PreparedBy, string? DecidedBy, CutOverMade? Made)
    {
        public bool MayPrepare { get; init; }

        public bool MayDecide { get; init; }

        public bool IsPreparer { get; init; }

        /// <summary>Why none can be begun; null where one can, or has been.</summary>
        public string? WhyNotBegin { get; init; }

        public string? WhyNotPrepare { get; init; }

        public string? WhyNotApprove { get; init; }
    }

    private const int MostInvoices = 50;

    public Task<Outcome<Answer>> RunAsync(LegalEntityId? entity, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, entity), ct);

    /// <summary>One file as it was sent.</summary>
    public Task<Outcome<CutOverFile>> FileAsync(
        LegalEntityId entity, CutOverFileKind kind, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, async reading => reading.Sees(entity)
            && await (from one in reading.Db.Set<CutOver>()
                      join file in reading.Db.Set<CutOverFile>() on one.Id equals file.CutOverId
                      where one.LegalEntityId == entity && file.Kind == kind
                      select file).SingleOrDefaultAsync(reading.Ct) is { } found
            ? found : (Outcome<CutOverFile>)SharedRefusals.NotFound("file"), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, LegalEntityId? asked)
    {
        var entities = await LedgerScope.EntitiesAsync(reading);
        var entity = asked is { } id ? entities.FirstOrDefault(one => one.Id == id) : entities.Count > 0 ? entities[0] : null;
        if (asked is not null && entity is null)
            return SharedRefusals.NotFound("legal entity");
        var one = entity is null ? null
            : await reading.Db.Set<CutOver>().SingleOrDefaultAsync(found => found.LegalEntityId == entity.Id, reading.Ct);
        var files = one is null ? [] : await CutOverDesk.FilesAsync(reading.Db, one.Id, reading.Ct);
        var (faults, tie) = await JudgeAsync(reading, one, files);
        var names = await NamesAsync(reading, one, files);
        string? Name(PersonId? person) => person is { } by ? names.GetValueOrDefault(by, "") : null;
        var me = reading.Person;
        return new Answer(
            entities, entity, one,
            [.. CutOverFiles.Rows.Select(rule => files.FirstOrDefault(file => file.Kind == rule.Kind) is { } file
                ? new CutOverFileShown(rule, file, Name(file.SentBy)) : new CutOverFileShown(rule, null, null))],
            faults, tie, Name(one?.PreparedBy), Name(one?.DecidedBy),
            one is { State: CutOverState.Approved } ? await MadeAsync(reading, one) : null)
        {
            MayPrepare = me.May(Permission.PrepareManualJournal),
            MayDecide = me.May(Permission.ApproveManualJournal),
            IsPreparer = one?.PreparedBy == me.Id,
            WhyNotBegin = one is null && entity is not null
                ? (await CutOverDesk.SignedAsync(reading.Db, entity.Id, reading.Ct))?.Text : null,
            WhyNotPrepare = await WhyNotPrepareAsync(reading, one, files, faults, tie),
            WhyNotApprove = one?.PreparedBy == me.Id || files.Any(file => file.SentBy == me.Id)
                ? CutOverRefusals.PreparedByYou.Text
                : await WhyNotPrepareAsync(reading, one, files, faults, tie),
        };
    }

    private static async Task<(IReadOnlyList<CutOverFault> Faults, CutOverTieOut? Tie)> JudgeAsync(
        Reading reading, CutOver? one, List<CutOverFile> files)
    {
        if (one is null || files.Count == 0)
            return ([], null);
        var isPosted = one.State == CutOverState.Approved;

        // Of what is posted the numbers are here already, and a name may have changed since: then only the books can tell.
        var world = await CutOverWorld.ReadAsync(reading.Db, one.LegalEntityId, isPosted ? [] : files, reading.Ct);
        var read = new CutOverReader(isPosted ? world.BeforeItCame() : world).Read(files, one.Day);
        var tie = CutOverTieOut.Of(read.Book);
        return isPosted ? ([], read.Faults.Count == 0 ? tie : null) : (read.Faults, tie);
    }

    private static async Task<string?> WhyNotPrepareAsync(
        Reading reading, CutOver? one, List<CutOverFile> files, IReadOnlyList<CutOverFault> faults, CutOverTieOut? tie)
    {
        if (one is null || one.State == CutOverState.Approved)
            return null;
        if (files.All(file => file.Kind != CutOverFileKind.TrialBalance))
            return CutOverRefusals.NoFile.Text;
        if (faults.Count > 0)
            return CutOverRefusals.Faulty(faults.Count).Text;
        if (tie is { Ties: false })
            return CutOverRefusals.DoesNotTie(tie.Differences).Text;
        return (await CutOverDesk.WhyNotAsync(reading.Db, one.LegalEntityId, one.Day, reading.Now, reading.Ct))?.Text;
    }

    private static Task<Dictionary<PersonId, string>> NamesAsync(Reading reading, CutOver? one, List<CutOverFile> files)
    {
        var ids = files.Select(file => file.SentBy).Append(one?.PreparedBy ?? default).Append(one?.DecidedBy ?? default)
            .Distinct().ToList();
        return reading.Db.Set<Person>().Where(person => ids.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
    }

    private static async Task<CutOverMade> MadeAsync(Reading reading, CutOver one)
    {
        var (db, ct, source) = (reading.Db, reading.Ct, one.Id.ToString());
        var lines = await (from entry in db.Set<JournalEntry>()
                           join line in db.Set<JournalLine>() on entry.Id equals line.EntryId
                           where entry.LegalEntityId == one.LegalEntityId && entry.EventId == source && line.AmountMinor > 0
                           group line by new { entry.Family, line.Currency } into kind
                           select new
                           {
                               kind.Key.Family, kind.Key.Currency, Count = kind.Select(line => line.EntryId).Distinct().Count(),
                               Minor = kind.Sum(line => line.AmountMinor),
                           }).ToListAsync(ct);
        var left = await db.Set<JournalLine>()
            .Where(line => line.LegalEntityId == one.LegalEntityId && line.Account == Account.OpeningClearing)
            .GroupBy(line => line.Currency).Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct);
        return new CutOverMade(
            [.. lines.OrderBy(line => line.Currency).ThenBy(line => line.Family)
                .Select(line => new CutOverMadeLine(line.Family, line.Currency, line.Count, line.Minor))],
            await db.Set<Invoice>()
                .Where(invoice => invoice.LegalEntityId == one.LegalEntityId && invoice.CutOverId == one.Id)
                .OrderByDescending(invoice => invoice.OpenMinor).ThenBy(invoice => invoice.Number).Take(MostInvoices)
                .ToListAsync(ct),
            [.. left.OrderBy(row => row.Key).Select(row => new Money(row.Minor, row.Key))]);
    }
}
