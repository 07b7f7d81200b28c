using OpsPortal.Features.Insights;
using OpsPortal.Tests.Close;

namespace OpsPortal.Tests.Insights;

public sealed class BookFiguresTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "KPI-1")]
    public async Task Figures_AfterAClose_TellItsTimeAndWhatWasOpen(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new LocalDate(2026, 2, 12));
        await world.SignedAsync();

        var lines = CloseWorld.Done(await world.Use<BookFigures>().RunAsync(world.As("controller1"), default));

        // March begins at midnight in Dublin; the clock stands on 2 March, 9:00 UTC.
        Assert.Equal("1.4 days", lines.Single(line => line.Name == "Time to close").Figure);
        Assert.Equal("0", lines.Single(line => line.Name == "Open items at close").Figure);
        Assert.Equal(4, lines.Count(line => line.Name == "Breaks by age"));
        Assert.Equal("nothing to measure", lines.Single(line => line.Name == "Release timeliness, share").Figure);
    }
}
