using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Close;

/// <summary>The months of the person's companies since their first entry, newest first, each with the stand of its
/// close.</summary>
[UseCase]
internal sealed class ClosePeriods(QueryRunner runner)
{
    internal static readonly RowOrders<ClosePeriods.Row> Orders = new RowOrders<ClosePeriods.Row>()
        .By("month", row => row.LastDay)
        .By("company", row => row.Entity.Code)
        .By("state", row => row.State)
        .By("time", row => row.TimeToClose);

    internal sealed record Row(
        LedgerEntity Entity, YearMonth Month, PeriodClose? Latest, IReadOnlyList<PeriodClose> Versions, int Done, int Items,
        string? SignedBy, bool IsOver, int Amber, int? PackVersion)
    {
        public CloseState State => Latest?.State ?? CloseState.Open;

        public LocalDate LastDay => Month.OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);

        /// <summary>From the month's last midnight to the signature.</summary>
        public Duration? TimeToClose => Latest?.SignedAt is { } signed
            ? signed - LastDay.PlusDays(1).AtStartOfDayInZone(DateTimeZoneProviders.Tzdb[Entity.Zone]).ToInstant() : null;
    }

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, async reading => Outcomes.Of(await ReadAsync(reading)), ct);

    internal static async Task<IReadOnlyList<Row>> ReadAsync(Reading reading)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        var entities = await LedgerScope.EntitiesAsync(reading);
        var ids = entities.Select(entity => entity.Id).ToList();
        var closes = await db.Set<PeriodClose>().Where(close => ids.Contains(close.LegalEntityId)).ToListAsync(ct);
        var ticks = await db.Set<CloseTask>().Where(task => task.IsDone).GroupBy(task => task.CloseId)
            .Select(group => new { group.Key, Count = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var amber = await AmberAsync(reading);
        var signers = closes.Select(close => close.SignedBy).OfType<PersonId>().Distinct().ToList();
        var names = await db.Set<Person>().Where(person => signers.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        var packs = (await db.Set<ClosePack>().Where(pack => ids.Contains(pack.LegalEntityId)
                && pack.State == ClosePackState.Made).Select(pack => new { pack.CloseId, pack.Version }).ToListAsync(ct))
            .ToDictionary(pack => pack.CloseId, pack => pack.Version);
        var lists = (await db.Set<ChecklistPolicy>().AsNoTracking().Where(policy => ids.Contains(policy.LegalEntityId))
            .ToListAsync(ct)).ToDictionary(policy => (policy.LegalEntityId, policy.Number), policy => policy.Rules.Ticked);
        var rows = new List<Row>();
        foreach (var entity in entities)
        {
            var first = await LedgerBalances.FirstDayAsync(db, entity.Id, ct);
            var today = reading.Now.DayIn(entity.Zone);
            var begun = closes.Where(close => close.LegalEntityId == entity.Id)
                .Select(close => close.YearMonth.OnDayOfMonth(1)).Append(first ?? today).Min();
            for (var month = begun.ToYearMonth(); month.CompareTo(today.ToYearMonth()) <= 0; month =
                month.PlusMonths(1))
            {
                var versions = closes.Where(close => close.LegalEntityId == entity.Id && close.YearMonth == month)
                    .OrderBy(close => close.Version).ToList();
                var latest = versions.LastOrDefault();
                rows.Add(new Row(
                    entity, month, latest, versions, latest is null ? 0 : ticks.GetValueOrDefault(latest.Id),
                    lists.GetValueOrDefault((entity.Id, latest?.ChecklistNumber ?? 0), ChecklistRules.Delivered.Ticked),
                    latest?.SignedBy is { } by ? names.GetValueOrDefault(by) : null, LedgerScope.IsOver(month, today),
                    latest is null ? 0 : amber.GetValueOrDefault(latest.Id),
                    versions.Where(close => packs.ContainsKey(close.Id)).Max(close => (int?)packs[close.Id])));
            }
        }

        return [.. rows.OrderByDescending(row => row.Month).ThenBy(row => row.Entity.Code, StringComparer.Ordinal)];
    }

    // A signed month whose latest figures bear no name although earlier ones do.
    private static async Task<Dictionary<PeriodCloseId, int>> AmberAsync(Reading reading)
    {
        var runs = reading.Db.Set<TieOutRun>();
        return await runs.Where(run => run.SignedBy == null
                && runs.Any(signed => signed.CloseId == run.CloseId && signed.Code == run.Code && signed.SignedBy != null)
                && !runs.Any(later => later.CloseId == run.CloseId && later.Code == run.Code && later.Number > run.Number))
            .GroupBy(run => run.CloseId).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, reading.Ct);
    }
}

/// <summary>The closed and open months for programs.</summary>
internal sealed class CloseEndpoints : IEndpoints
{
    private sealed record VersionJson(
        int Version, CloseState State, string? ContentHash, Instant? PreparedAt, Instant? ReviewedAt, Instant? SignedAt,
        Instant? ReopenedAt, string? ReopenReason);

    private sealed record PeriodJson(
        string Entity, string Period, CloseState State, bool Locked, int? PackVersion, string? SignedBy, Instant? SignedAt,
        IReadOnlyList<VersionJson> Versions);

    public void Map(IEndpointRouteBuilder app) => app.Api().MapGet("/close/periods", ListAsync)
        .NeedsScope(ApiScope.CloseRead).Produces<ApiPage<PeriodJson>>();

    private static async Task<IResult> ListAsync(
        string? cursor, string? limit, ClosePeriods list, HttpContext http, CancellationToken ct)
    {
        var (from, count) = (Cursor.Read(cursor), Cursor.Limit(limit));
        if ((from.Refusal ?? count.Refusal) is { } bad)
            return ApiProblem.Of(bad, http);
        var found = await list.RunAsync(http.ApiActor(), ct);
        if (found.IsRefused)
            return ApiProblem.Of(found.Refusal, http);
        var rows = found.Value.SkipWhile(row => from.Value is { } given && IsUpTo(row, given)).ToList();
        var next = rows.Count > count.Value ? CursorOf(rows[count.Value - 1]).ToString() : null;
        return ApiAnswer.Ok(new ApiPage<PeriodJson>([.. rows.Take(count.Value).Select(Json)], next));
    }

    private static Cursor CursorOf(ClosePeriods.Row row) =>
        new(row.LastDay.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant(), row.Entity.Code);

    // The list goes from the newest month to the oldest, and by code within a month.
    private static bool IsUpTo(ClosePeriods.Row row, Cursor given)
    {
        var here = CursorOf(row);
        return here.At > given.At || (here.At == given.At && string.CompareOrdinal(here.Name, given.Name) <= 0);
    }

    private static PeriodJson Json(ClosePeriods.Row row)
    {
        return new PeriodJson(
            row.Entity.Code, $"{row.Month.Year:0000}-{row.Month.Month:00}", row.State, row.State == CloseState.Signed,
            row.PackVersion, row.SignedBy, row.Latest?.SignedAt,
            [.. row.Versions.Select(close => new VersionJson(
                close.Version, close.State, close.ContentHash, close.PreparedAt, close.ReviewedAt, close.SignedAt,
                close.ReopenedAt, close.ReopenReason))]);
    }
}
