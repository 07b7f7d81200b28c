using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Ledger;

/// <summary>Every company's code, time zone and closed months, as they stand in the caller's transaction: one question.</summary>
internal sealed class Books
{
    private readonly Dictionary<LegalEntityId, DateTimeZone> zones;
    private readonly HashSet<(LegalEntityId Entity, int Year, int Month)> closed;

    private Books(Dictionary<string, LegalEntityId> byCode, Dictionary<LegalEntityId, DateTimeZone> zones,
        HashSet<(LegalEntityId, int, int)> closed)
    {
        ByCode = byCode;
        this.zones = zones;
        this.closed = closed;
    }

    public IReadOnlyDictionary<string, LegalEntityId> ByCode { get; }

    public static async Task<Books> ReadAsync(OpsDbContext db, CancellationToken ct)
    {
        var rows = await (
            from entity in db.Set<LegalEntity>()
            join period in db.Set<Domain.Ledger.Period>().Where(period => period.State == PeriodState.Closed)
                on entity.Id equals period.LegalEntityId into months
            from month in months.DefaultIfEmpty()
            select new { entity.Id, entity.Code, entity.Zone, Year = (int?)month!.Year, Month = (int?)month.Month })
            .AsNoTracking().ToListAsync(ct);
        var entities = rows.DistinctBy(row => row.Id).ToList();
        return new Books(
            entities.ToDictionary(row => row.Code, row => row.Id, StringComparer.OrdinalIgnoreCase),
            entities.ToDictionary(row => row.Id, row => DateTimeZoneProviders.Tzdb[row.Zone]),
            [.. rows.Where(row => row.Year is not null).Select(row => (row.Id, row.Year!.Value, row.Month!.Value))]);
    }

    public DateTimeZone ZoneOf(LegalEntityId entity) => zones[entity];

    public bool IsClosed(LegalEntityId entity, LocalDate day) => closed.Contains((entity, day.Year, day.Month));

    /// <summary>On the day the event happened, in the entity's zone, or if that month is closed on the first day of the next open
    /// one.</summary>
    public (LocalDate BookedOn, bool IsLate) DayOf(LegalEntityId entity, Instant effectiveAt, Instant now)
    {
        var today = now.InZone(ZoneOf(entity)).Date;
        var happenedOn = effectiveAt.InZone(ZoneOf(entity)).Date;
        var bookedOn = PostingDate.Of(happenedOn, today, month => closed.Contains((entity, month.Year, month.Month)));
        return (bookedOn, PostingDate.IsLate(bookedOn, today));
    }
}
