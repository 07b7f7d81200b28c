using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Close;

/// <summary>What the use cases of the close share.</summary>
internal static class Closes
{
    public const string Kind = "period close";

    public static string Path(string entityCode, YearMonth month) => $"/close/{entityCode}/{month.Year:0000}-{month.Month:00}";

    /// <summary>Null where there is none, or the person may not see it.</summary>
    public static Task<PeriodClose?> FindAsync(Work work, PeriodCloseId id) =>
        work.SeenAsync<PeriodClose>(one => one.Id == id);

    public static Task<LegalEntity> EntityAsync(OpsDbContext db, LegalEntityId id, CancellationToken ct) =>
        db.Set<LegalEntity>().AsNoTracking().SingleAsync(entity => entity.Id == id, ct);

    public static CloseScope ScopeOf(OpsDbContext db, PeriodClose close, Instant now) =>
        new(db, close.LegalEntityId, close.YearMonth, now);

    /// <summary>The row of the books that is locked; made when a month is first closed.</summary>
    public static async Task<Domain.Ledger.Period> PeriodAsync(Work work, LegalEntityId entity, YearMonth month)
    {
        var period = await work.Db.Set<Domain.Ledger.Period>().SingleOrDefaultAsync(
            one => one.LegalEntityId == entity && one.Year == month.Year && one.Month == month.Month, work.Ct);
        if (period is not null)
            return period;
        period = Domain.Ledger.Period.Open(new(Guid.CreateVersion7()), entity, month, work.Now);
        work.Db.Add(period);
        return period;
    }

    /// <summary>Refused before the month's last day is over in the entity's zone, while an earlier month that has entries is
    /// open, and where a later one is closed: that closed this one too.</summary>
    public static async Task<Refusal?> OutOfTurnAsync(Work work, LegalEntity entity, YearMonth month)
    {
        var lastDay = month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);
        if (work.Now.DayIn(entity.Zone) <= lastDay)
            return CloseRefusals.NotOver($"{month.Year:0000}-{month.Month:00}", lastDay);
        if (await LaterClosedAsync(work, entity.Id, month) is { } later)
            return later;
        var first = await LedgerBalances.FirstDayAsync(work.Db, entity.Id, work.Ct);
        var closed = (await work.Db.Set<Domain.Ledger.Period>()
            .Where(period => period.LegalEntityId == entity.Id && period.State == PeriodState.Closed)
            .Select(period => new { period.Year, period.Month }).ToListAsync(work.Ct))
            .Select(row => new YearMonth(row.Year, row.Month)).ToHashSet();
        for (var day = first?.ToYearMonth().OnDayOfMonth(1); day < month.OnDayOfMonth(1); day = day?.PlusMonths(1))
        {
            var (from, to) = (day.Value, day.Value.PlusMonths(1));
            if (!closed.Contains(from.ToYearMonth()) && await work.Db.Set<JournalLine>().AnyAsync(
                line => line.LegalEntityId == entity.Id && line.BookedOn >= from && line.BookedOn < to, work.Ct))
                return CloseRefusals.EarlierOpen($"{from.Year:0000}-{from.Month:00}");
        }

        return null;
    }

    public static async Task<Refusal?> LaterClosedAsync(Work work, LegalEntityId entity, YearMonth month)
    {
        var later = await Later(work.Db, entity, month).Where(period => period.State == PeriodState.Closed)
            .OrderBy(period => period.Year).ThenBy(period => period.Month).FirstOrDefaultAsync(work.Ct);
        return later is null ? null : CloseRefusals.LaterClosed($"{later.Year:0000}-{later.Month:00}");
    }

    public static IQueryable<Domain.Ledger.Period> Later(OpsDbContext db, LegalEntityId entity, YearMonth month) =>
        db.Set<Domain.Ledger.Period>().Where(period => period.LegalEntityId == entity
            && (period.Year > month.Year || (period.Year == month.Year && period.Month > month.Month)));
}
