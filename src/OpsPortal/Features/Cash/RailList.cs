using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Cash;

/// <summary>The rails as they stand in the table, with each clock's next windows and its calendar's next holidays.</summary>
[UseCase]
internal sealed class RailList(QueryRunner runner)
{
    internal static readonly RowOrders<Row> Orders = new RowOrders<Row>()
        .By("rail", row => row.Facts.Name)
        .By("most", row => row.Cap == null ? null : (long?)row.Cap.Value.Minor)
        .By("finality", row => row.Facts.Finality)
        .By("against", row => row.Facts.Artefact);

    private const int WindowsShown = 2;

    internal sealed record ClockRow(RailClock Clock, IReadOnlyList<ComingWindow> Next);

    internal sealed record Row(Rail Rail, RailFacts Facts, Money? Cap, IReadOnlyList<ClockRow> Clocks);

    internal sealed record Answer(
        IReadOnlyList<Row> Rails, IReadOnlyList<(BankCalendar Calendar, IReadOnlyList<BankHoliday> Ahead)> Holidays);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => Task.FromResult<Outcome<Answer>>(Read(reading.Now)), ct);

    private static Answer Read(Instant now)
    {
        var today = now.InUtc().Date;
        return new Answer(
            [.. Rails.All.Select(rail => new Row(
                rail.Key, rail.Value, rail.Value.CapOn(today),
                [.. rail.Value.Clocks.Select(clock => new ClockRow(clock, RailTimes.Coming(clock, now, WindowsShown)))]))],
            [.. Enum.GetValues<BankCalendar>().Where(calendar => BankHolidays.In(calendar, today.Year).Count > 0)
                .Select(calendar => (calendar, Ahead(calendar, today)))]);
    }

    private static IReadOnlyList<BankHoliday> Ahead(BankCalendar calendar, LocalDate today) =>
        [.. BankHolidays.In(calendar, today.Year).Concat(BankHolidays.In(calendar, today.Year + 1))
            .Where(holiday => holiday.Day >= today && holiday.Day < today.PlusYears(1))];
}
