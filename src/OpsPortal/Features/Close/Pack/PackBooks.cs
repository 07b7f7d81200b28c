using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Close.Pack;

/// <summary>
/// What the sections read of the books: what is booked up to the month's last day and was booked when the close was signed.
/// Entries that a reopened month took later belong to its next version.
/// </summary>
internal static class PackBooks
{
    public static Task<LegalEntity> EntityAsync(CloseScope scope, CancellationToken ct) =>
        scope.Db.Set<LegalEntity>().AsNoTracking().SingleAsync(entity => entity.Id == scope.LegalEntityId, ct);

    /// <summary>The month's first instant and the first one after it, in the entity's zone.</summary>
    public static async Task<(Instant From, Instant To)> MonthAsync(CloseScope scope, CancellationToken ct)
    {
        var zone = (await EntityAsync(scope, ct)).TimeZone;
        return (scope.FirstDay.AtStartOfDayInZone(zone).ToInstant(), scope.LastDay.PlusDays(1).AtStartOfDayInZone(zone)
            .ToInstant());
    }

    public static IQueryable<JournalEntry> Entries(CloseScope scope) => Entries(scope, scope.Db);

    /// <param name="db">What reads them, where something else is read from the scope's own meanwhile.</param>
    public static IQueryable<JournalEntry> Entries(CloseScope scope, OpsDbContext db) => db.Set<JournalEntry>().AsNoTracking()
        .Where(entry => entry.LegalEntityId == scope.LegalEntityId && entry.BookedOn <= scope.LastDay
            && entry.BookedAt <= scope.Now);

    /// <summary>The lines up to the month's last day. The entries are asked only where one of them came after the
    /// signature.</summary>
    public static async Task<IQueryable<JournalLine>> LinesAsync(CloseScope scope, CancellationToken ct)
    {
        var lines = scope.Db.Set<JournalLine>().AsNoTracking()
            .Where(line => line.LegalEntityId == scope.LegalEntityId && line.BookedOn <= scope.LastDay);
        var later = Later(scope);
        return await scope.HasLaterAsync(ct)
            ? lines.Where(line => !later.Any(entry => entry.Id == line.EntryId))
            : lines;
    }

    /// <summary>The balance of every account at the end of a day of this month or of the day before it.</summary>
    public static async Task<Dictionary<(Account Account, Currency Currency), long>> BalancesAsync(
        CloseScope scope, LocalDate day, CancellationToken ct)
    {
        var balances = (await LedgerBalances.AccountBalancesAsync(scope.Db, scope.LegalEntityId, day, ct))
            .ToDictionary(held => (held.Account, held.Currency), held => held.BalanceMinor);
        if (!await scope.HasLaterAsync(ct))
            return balances;
        var later = Later(scope).Where(entry => entry.BookedOn <= day);
        var sums = await scope.Db.Set<JournalLine>().Where(line => later.Any(entry => entry.Id == line.EntryId))
            .GroupBy(line => new { line.Account, line.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) }).ToListAsync(ct);
        foreach (var sum in sums)
        {
            var key = (sum.Key.Account, sum.Key.Currency);
            balances[key] = balances.GetValueOrDefault(key) - sum.Minor;
        }

        return balances;
    }

    /// <summary>The close that was signed at the scope's instant; null where a section is read at another time.</summary>
    public static Task<PeriodClose?> CloseAsync(CloseScope scope, CancellationToken ct) =>
        scope.Db.Set<PeriodClose>().AsNoTracking().SingleOrDefaultAsync(one => one.LegalEntityId == scope.LegalEntityId
            && one.Year == scope.Month.Year && one.Month == scope.Month.Month && one.SignedAt == scope.Now, ct);

    /// <summary>What people were called when the close was signed; of who came later, what they are called now.</summary>
    public static async Task<Dictionary<PersonId, string>> PeopleAsync(CloseScope scope, CancellationToken ct)
    {
        var names = await scope.Db.Set<Person>().AsNoTracking().ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        if (await CloseAsync(scope, ct) is not { } close)
            return names;
        foreach (var kept in await scope.Db.Set<CloseName>().AsNoTracking().Where(one => one.CloseId == close.Id).ToListAsync(ct))
            names[kept.PersonId] = kept.Name;
        return names;
    }

    /// <summary>What the payees of the company are called.</summary>
    public static Task<Dictionary<PayeeId, string>> PayeesAsync(CloseScope scope, CancellationToken ct) =>
        scope.Db.Set<Payee>().AsNoTracking().Where(payee => payee.LegalEntityId == scope.LegalEntityId)
            .ToDictionaryAsync(payee => payee.Id, payee => payee.Name, ct);

    /// <summary>What came into the month, or into one before it, after the scope's instant.</summary>
    public static IQueryable<JournalEntry> Later(CloseScope scope) => scope.Db.Set<JournalEntry>()
        .Where(entry => entry.LegalEntityId == scope.LegalEntityId && entry.BookedOn <= scope.LastDay
            && entry.BookedAt > scope.Now);
}
