using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The company of a pack as its cover names it.</summary>
internal sealed record PackCompany(string Code, string Name, DateTimeZone Zone);

/// <summary>
/// What the sections read of the books: what is booked up to the month's last day and was booked when the close was signed.
/// Entries that a reopened month took later belong to its next version.
/// </summary>
internal static class PackBooks
{
    /// <summary>The company as it was called, and by the zone whose days it counted, when the close was signed.</summary>
    public static async Task<PackCompany> CompanyAsync(CloseScope scope, CancellationToken ct)
    {
        var entity = await scope.Db.Set<LegalEntity>().AsNoTracking().SingleAsync(one => one.Id == scope.LegalEntityId, ct);
        var kept = await scope.KeptNamesAsync(ct);
        var id = entity.Id.Value;
        var zone = kept.PlaceOf(id, entity.Zone);
        return new PackCompany(entity.Code, kept.NameOf(id, entity.Name), DateTimeZoneProviders.Tzdb[zone]);
    }

    /// <summary>The month's first instant and the first one after it, in the company's zone.</summary>
    public static async Task<(Instant From, Instant To)> MonthAsync(CloseScope scope, CancellationToken ct)
    {
        var zone = (await CompanyAsync(scope, ct)).Zone;
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
        var kept = await scope.KeptNamesAsync(ct);
        return await scope.Db.Set<Person>().AsNoTracking().Select(one => new { one.Id, one.Name })
            .ToDictionaryAsync(one => one.Id, one => kept.NameOf(one.Id.Value, one.Name), ct);
    }

    /// <summary>What the buyers of the company were called when the close was signed.</summary>
    public static async Task<Dictionary<BuyerId, string>> BuyersAsync(CloseScope scope, CancellationToken ct)
    {
        var kept = await scope.KeptNamesAsync(ct);
        return await scope.Db.Set<Buyer>().AsNoTracking().Where(one => one.LegalEntityId == scope.LegalEntityId)
            .Select(one => new { one.Id, one.Name })
            .ToDictionaryAsync(one => one.Id, one => kept.NameOf(one.Id.Value, one.Name), ct);
    }

    /// <summary>What the payees of the company were called when the close was signed.</summary>
    public static async Task<Dictionary<PayeeId, string>> PayeesAsync(CloseScope scope, CancellationToken ct)
    {
        var kept = await scope.KeptNamesAsync(ct);
        return await scope.Db.Set<Payee>().AsNoTracking().Where(one => one.LegalEntityId == scope.LegalEntityId)
            .Select(one => new { one.Id, one.Name })
            .ToDictionaryAsync(one => one.Id, one => kept.NameOf(one.Id.Value, one.Name), ct);
    }

    /// <summary>In which country each payee was when the close was signed.</summary>
    public static async Task<Dictionary<PayeeId, string>> CountriesAsync(CloseScope scope, CancellationToken ct)
    {
        var kept = await scope.KeptNamesAsync(ct);
        return await scope.Db.Set<Payee>().AsNoTracking().Where(one => one.LegalEntityId == scope.LegalEntityId)
            .Select(one => new { one.Id, one.Country })
            .ToDictionaryAsync(one => one.Id, one => kept.PlaceOf(one.Id.Value, one.Country), ct);
    }

    /// <summary>What came into the month, or into one before it, after the scope's instant.</summary>
    public static IQueryable<JournalEntry> Later(CloseScope scope) => scope.Db.Set<JournalEntry>()
        .Where(entry => entry.LegalEntityId == scope.LegalEntityId && entry.BookedOn <= scope.LastDay
            && entry.BookedAt > scope.Now);
}
