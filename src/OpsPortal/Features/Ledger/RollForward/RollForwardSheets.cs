using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>The liability roll-forward of each company and currency, with the days of one account or of all.</summary>
[UseCase]
internal sealed class RollForwardSheets(QueryRunner runner)
{
    private const int MostDays = 400;

    /// <param name="First">The first booked day; null is the first of the month that is running.</param>
    /// <param name="Last">The last booked day, inclusive; null is the end of the first day's month.</param>
    internal sealed record Filter(LocalDate? First, LocalDate? Last, LegalEntityId? Entity, Currency? Currency);

    /// <summary>A row of the table: an account, one of its days, or the sum of a bucket.</summary>
    internal sealed record Line(LiabilityBucket Bucket, RollForwardRow Row)
    {
        public LocalDate? Day { get; init; }

        public bool IsTotal { get; init; }

        public ChartRow Chart => ChartOfAccounts.Of(Row.Account);
    }

    /// <param name="Owed">What the trial balance says is owed at the end: the closings sum to it.</param>
    internal sealed record Sheet(
        LedgerEntity Entity, Currency Currency, IReadOnlyList<Line> Accounts, ILookup<Account, Line> Days, long OwedMinor)
    {
        /// <summary>How obligations ended in these days.</summary>
        public IReadOnlyList<EndedRow> Ended { get; init; } = [];

        public bool Ties => Accounts.Sum(line => line.Row.ClosingMinor) == OwedMinor;
    }

    internal sealed record Answer(
        LocalDate First, LocalDate Last, IReadOnlyList<Sheet> Sheets, IReadOnlyList<LedgerEntity> Entities);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var all = await LedgerScope.EntitiesAsync(reading);
        var chosen = filter.Entity is { } only ? all.Where(entity => entity.Id == only).ToList() : all;
        if (filter.Entity is not null && chosen.Count == 0)
            return SharedRefusals.NotFound("legal entity");
        var today = chosen.Count == 0 ? reading.Now.InUtc().Date : reading.Now.DayIn(chosen[0].Zone);
        var first = filter.First ?? today.With(DateAdjusters.StartOfMonth);
        var last = filter.Last ?? first.With(DateAdjusters.EndOfMonth);
        if (last < first)
            return LedgerPageRefusals.EndsBeforeItBegins;
        if (NodaTime.Period.DaysBetween(first, last) > MostDays)
            return LedgerPageRefusals.RangeTooLong(MostDays);
        var sheets = new List<Sheet>();
        foreach (var entity in chosen)
        {
            var range = await RollForwards.ReadAsync(reading.Db, entity.Id, first, last, reading.Ct);
            var owed = await RollForwards.OwedAsync(reading.Db, entity.Id, last, reading.Ct);
            sheets.AddRange(range.Rows.Where(row => filter.Currency is null || row.Currency == filter.Currency)
                .GroupBy(row => row.Currency).OrderBy(group => group.Key)
                .Select(group => SheetOf(entity, group.Key, [.. group], range,
                    owed.Where(pair => pair.Key.Currency == group.Key).Sum(pair => pair.Value))));
        }

        return new Answer(first, last, sheets, all);
    }

    private static Sheet SheetOf(
        LedgerEntity entity, Currency currency, IReadOnlyList<RollForwardRow> rows, RolledRange range, long owed) => new(
        entity, currency,
        [.. rows.Select(LineOf).OrderBy(line => line.Bucket == LiabilityBucket.None).ThenBy(line => line.Bucket)
            .ThenBy(line => line.Row.Account)],
        rows.SelectMany(row => range.DaysOf(row).Select(day => LineOf(day.Row) with { Day = day.Day }))
            .ToLookup(line => line.Row.Account),
        owed)
    {
        Ended = [.. range.Ended.Where(row => row.Currency == currency)],
    };

    private static Line LineOf(RollForwardRow row) => new(ChartOfAccounts.Of(row.Account).Bucket, row);

    /// <summary>The rows as they are read on screen: bucket by bucket, the days of the opened account, the sum where a bucket has
    /// several accounts.</summary>
    public static IReadOnlyList<Line> Shown(Sheet sheet, Account? opened) =>
    [
        .. sheet.Accounts.GroupBy(line => line.Bucket).SelectMany(bucket => bucket
            .SelectMany(line => sheet.Days[line.Row.Account].Where(day => day.Row.Account == opened).Prepend(line))
            .Concat(bucket.Count() > 1 ? [TotalOf(bucket.Key, [.. bucket])] : [])),
    ];

    private static Line TotalOf(LiabilityBucket bucket, IReadOnlyList<Line> lines) => new(bucket, lines[0].Row with
    {
        OpeningMinor = lines.Sum(line => line.Row.OpeningMinor),
        Moved = Enum.GetValues<MovementKind>().ToDictionary(kind => kind, kind => lines.Sum(line => line.Row.Of(kind))),
    }) { IsTotal = true };
}
