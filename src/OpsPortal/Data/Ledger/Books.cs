using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Data.Ledger;

/// <summary>Every company's code and time zone, and up to which day its books are shut, as they stand in the caller's
/// transaction: one question.</summary>
internal sealed class Books
{
    private const int Months = 12;
    private readonly Dictionary<LegalEntityId, (DateTimeZone Zone, ShutBooks Shut)> byId;

    private Books(Dictionary<string, LegalEntityId> byCode, Dictionary<LegalEntityId, (DateTimeZone, ShutBooks)> byId)
    {
        ByCode = byCode;
        this.byId = byId;
    }

    public IReadOnlyDictionary<string, LegalEntityId> ByCode { get; }

    public static async Task<Books> ReadAsync(OpsDbContext db, CancellationToken ct)
    {
        var rows = await (
            from entity in db.Set<LegalEntity>()
            join cutOver in db.Set<CutOver>().Where(one => one.State == CutOverState.Approved)
                on entity.Id equals cutOver.LegalEntityId into cutOvers
            from cutOver in cutOvers.DefaultIfEmpty()
            select new
            {
                entity.Id, entity.Code, entity.Zone, CutOverOn = (LocalDate?)cutOver!.Day,
                LastClosed = db.Set<Domain.Ledger.Period>()
                    .Where(period => period.LegalEntityId == entity.Id && period.State == PeriodState.Closed)
                    .Max(period => (int?)(period.Year * Months + period.Month - 1)),
            }).AsNoTracking().ToListAsync(ct);
        return new Books(
            rows.ToDictionary(row => row.Code, row => row.Id, StringComparer.OrdinalIgnoreCase),
            rows.ToDictionary(row => row.Id, row => (
                DateTimeZoneProviders.Tzdb[row.Zone], new ShutBooks(MonthOf(row.LastClosed), row.CutOverOn))));
    }

    public DateTimeZone ZoneOf(LegalEntityId entity) => byId[entity].Zone;

    public ShutBooks ShutOf(LegalEntityId entity) => byId[entity].Shut;

    /// <summary>On the day the event happened, in the entity's zone, or where the books are shut on it on the first day after
    /// that.</summary>
    public (LocalDate BookedOn, bool IsLate) DayOf(EntryDraft draft, Instant now)
    {
        var (zone, shut) = byId[draft.LegalEntityId];
        var today = now.InZone(zone).Date;
        var bookedOn = PostingDate.Of(draft.EffectiveAt.InZone(zone).Date, today, shut, draft.Family);
        return (bookedOn, PostingDate.IsLate(bookedOn, today));
    }

    private static YearMonth? MonthOf(int? counted) => counted is { } month ? new(month / Months, month % Months + 1) : null;
}
