using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Events;

namespace OpsPortal.Features.Exceptions;

/// <summary>One case with its history, the steps that may be taken, and the entries that could have resolved it.</summary>
[UseCase]
internal sealed class ExceptionDetail(QueryRunner runner)
{
    private const int MostEntries = 50;
    private const int MostInLine = 500;

    /// <summary>An entry that could have resolved the case, with its largest debit.</summary>
    internal sealed record Entry(EntryId Id, EventFamily Family, LocalDate BookedOn, long AmountMinor, Currency Currency);

    internal sealed record Answer(ExceptionCase Case, ExceptionTypeRow Type, IReadOnlyDictionary<PersonId, string> People,
        bool MayWork)
    {
        public required CaseSurroundings Around { get; init; }

        public required IReadOnlyList<Entry> Entries { get; init; }

        /// <summary>The case behind this one in the list, of those that nobody else answers for.</summary>
        public ExceptionId? Next { get; init; }

        /// <summary>Who could answer for the case.</summary>
        public required IReadOnlyList<(PersonId Id, string Name)> Workers { get; init; }

        /// <summary>The cash that the case is about: received, matched, returned, contested.</summary>
        public required CashAnswer Cash { get; init; }
    }

    public Task<Outcome<Answer>> RunAsync(ExceptionId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, reading => ReadAsync(reading, id), ct);

    internal static async Task<Outcome<Answer>> ReadAsync(Reading reading, ExceptionId id)
    {
        var found = await ExceptionList.Seen(reading).Include(f => f.Notes).Include(f => f.Evidence).AsSplitQuery()
            .SingleOrDefaultAsync(f => f.Id == id, reading.Ct);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        var ids = found.Notes.Select(note => note.By).Concat(found.Evidence.Select(file => file.AddedBy))
            .Append(found.AssignedTo ?? default).Append(found.ResolvedBy ?? default)
            .Distinct().ToList();
        var people = await reading.Db.Set<Person>().Where(p => ids.Contains(p.Id))
            .ToDictionaryAsync(p => p.Id, p => p.Name, reading.Ct);
        var receipts = await CashAnswer.ReceiptsOfAsync(reading, found);
        var row = await TypesInForce.OfAsync(reading.Db, found.Type, reading.Ct);
        return new Answer(found, row, people, reading.Person.May(Permission.WorkExceptions))
        {
            Around = await AroundAsync(reading, found, receipts),
            Entries = found.State == ExceptionState.Resolved ? [] : await EntriesAsync(reading, found),
            Workers = [.. (await CaseWorkers.Of(reading.Db, found.LegalEntityId).OrderBy(p => p.Name)
                .Select(p => new { p.Id, p.Name }).ToListAsync(reading.Ct)).Select(p => (p.Id, p.Name))],
            Cash = await CashAnswer.ReadAsync(reading, receipts),
            Next = await NextAsync(reading, id),
        };
    }

    private static async Task<ExceptionId?> NextAsync(Reading reading, ExceptionId id)
    {
        var me = reading.Person.Id;
        var open = await ExceptionList.Orders.Sorted(
                ExceptionList.InView(ExceptionList.Seen(reading), CaseView.Open, reading.Now)
                    .Where(found => found.AssignedTo == null || found.AssignedTo == me), null)
            .Select(found => found.Id).Take(MostInLine).ToListAsync(reading.Ct);
        var behind = open.Skip(open.IndexOf(id) + 1).Concat(open).Where(other => other != id);
        return behind.Select(other => (ExceptionId?)other).FirstOrDefault();
    }

    private static async Task<CaseSurroundings> AroundAsync(Reading reading, ExceptionCase found, List<Receipt> receipts)
    {
        var reference = found.ProviderReference;
        var stored = reference is null ? null : await reading.Db.Set<InboxEvent>().SeenBy(reading.Person)
            .Where(row => row.EventId == reference || row.Reference == reference)
            .OrderByDescending(row => row.EventId == reference).ThenByDescending(row => row.ReceivedAt)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(reading.Ct);
        var receipt = receipts.Count == 1 ? receipts[0] : null;
        var invoice = found.InvoiceId ?? (receipt is null ? null : await reading.Db.Set<Application>()
            .Where(a => a.ReceiptId == receipt.Id).OrderByDescending(a => a.AppliedAt)
            .Select(a => (InvoiceId?)a.InvoiceId).FirstOrDefaultAsync(reading.Ct));
        var dispute = await ExceptionOpener.DisputeAsync(reading.Db, found, reading.Ct);
        return new CaseSurroundings(found, stored, receipt?.Id, invoice, dispute, reading.Now);
    }

    private static async Task<IReadOnlyList<Entry>> EntriesAsync(Reading reading, ExceptionCase found) =>
        await CaseEntries.Of(reading.Db, found, reading.Person.LegalEntities)
            .OrderByDescending(entry => entry.BookedAt).ThenBy(entry => entry.Id).Take(MostEntries)
            .Select(entry => new Entry(entry.Id, entry.Family, entry.BookedOn,
                entry.Lines.Max(line => line.AmountMinor), entry.Lines.Select(line => line.Currency).First()))
            .ToListAsync(reading.Ct);
}

/// <summary>Who may answer for a case: those who work on exceptions and work for its legal entity.</summary>
internal static class CaseWorkers
{
    public static IQueryable<Person> Of(Data.OpsDbContext db, LegalEntityId? entity)
    {
        var roles = RolePermissions.Holding(Permission.WorkExceptions);
        return db.Set<Person>().Where(person => person.DisabledAt == null
            && person.Grants.Any(grant => roles.Contains(grant.Role))
            && (entity == null || person.Entities.Any(grant => grant.LegalEntityId == entity)));
    }
}
