using OpsPortal.Domain.Insights;
using OpsPortal.Features.Insights;
using OpsPortal.Features.Insights.Books;
using OpsPortal.Tests.Close;
using OpsPortal.Tests.Reconciliation;

namespace OpsPortal.Tests.Insights;

[Trait("Requirement", "KPI-1")]
public sealed class BookFiguresTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Figures_AfterAClose_TellItsTimeAndWhatWasOpen_AndLeadToTheMonth(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new LocalDate(2026, 2, 12));
        await world.SignedAsync();
        var figures = world.Use<BookFigures>();

        var lines = Done(await figures.RunAsync(world.As("controller1"), default));

        // March begins at midnight in Dublin; the clock stands on 2 March, 9:00 UTC.
        var time = lines.Single(line => line.Measure == BookMeasure.TimeToClose);
        Assert.Equal(1.38m, time.Series.Now);
        Assert.True(time.Measure.IsMet(time.Series.Now));
        Assert.Equal([1.38m], time.Series.Trend);
        Assert.Equal(0, lines.Single(line => line.Measure == BookMeasure.OpenAtClose).Series.Now);
        Assert.Equal(4, lines.Count(line => line.Measure == BookMeasure.OldBreaks));
        Assert.Null(lines.Single(line => line.Measure == BookMeasure.ReleaseShare).Series.Now);
        var detail = Done(await figures.OneAsync("time-to-close", "IE01", world.As("controller1"), default));
        Assert.Equal("/close/IE01/2026-02", Assert.Single(detail.Shown.Rows).Href);
        Assert.Equal("shared.not-found",
            (await figures.OneAsync("no-such", null, world.As("controller1"), default)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Outstanding_AndBreaks_HaveTheirCourseOverWeeks_AndTheirRows(StoreKind kind)
    {
        await using var world = await ReconciliationWorld.NewAsync(kind);
        await world.PayAsync("pay_a", 12_100);
        await world.Cash.IssueAsync("IE-77", 12_100);
        await world.ImportAsync(world.Movements().Take(1));
        await world.RunAsync();
        var (portal, reader) = (world.World, world.World.As("controller1"));
        var before = Done(await portal.Use<BookFigures>().OneAsync("dso", "EUR", reader, default));
        portal.Clock.Set(portal.Now + Duration.FromDays(21));

        var dso = Done(await portal.Use<BookFigures>().OneAsync("dso", "EUR", reader, default));
        var lines = Done(await portal.Use<BookFigures>().RunAsync(reader, default));

        Assert.Equal(45m, before.Shown.Now);
        Assert.Equal((45m, 45m, 45m), (dso.Shown.Now!.Value, dso.Shown.Trend[^1]!.Value, dso.Shown.Trend[^3]!.Value));
        Assert.Null(dso.Shown.Trend[0]);
        Assert.Equal(("IE-77", 21m), (dso.Shown.Rows.Single().What, decimal.Round(dso.Shown.Rows.Single().Value!.Value, 0)));
        var old = lines.Single(line => line.Measure == BookMeasure.OldBreaks && line.Series.Of == InsightWords.Age(3)).Series;
        Assert.True(old.Now > 0);
        Assert.Equal((old.Now, 0m), (old.Trend[^1], old.Trend[^5]));
        Assert.Equal((int)old.Now!, old.Rows.Count);
        Assert.False(BookMeasure.OldBreaks.IsMet(old.Now));
    }
}
