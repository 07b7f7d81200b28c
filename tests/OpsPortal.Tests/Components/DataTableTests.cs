using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Shell;

namespace OpsPortal.Tests.Components;

public sealed class DataTableTests : Drawing
{
    private static readonly TablePage<Payout> SecondPage = new([new("Ivana", 120_000), new("Joaquín", -55_000)], 6,
        new ListPlace(null, 2), 2);

    [Fact]
    public void Draw_ShowsColumnsInOrderWithTheirTitlesOnceForTheLabelsOfAPhone()
    {
        var table = Draw(SecondPage);

        Assert.Equal(["Payee", "Amount"], table.FindAll("thead th").Select(head => head.TextContent.Trim()));
        Assert.Equal(["Payee", "Amount"], table.FindAll("table[data-caption=Payouts] th")
            .Select(head => head.GetAttribute("data-label")));
        Assert.Equal(["cell-title", "cell-right"], table.FindAll("tbody tr")[0].QuerySelectorAll("td")
            .Select(cell => cell.ClassName));
        Assert.Equal("EUR (550.00)", table.FindAll("tbody tr")[1].QuerySelector(".money")!.TextContent);
    }

    [Theory]
    [InlineData(null, "Payee Amount")]
    [InlineData(Permission.SeePayouts, "Payee Amount")]
    [InlineData(Permission.EditParties, "Payee Change Amount")]
    [InlineData(Permission.EditEntities, "Payee Change Amount")]
    public void Draw_LeavesAColumnOutForWhoMayNotUseIt(Permission? held, string titles)
    {
        if (held is { } power)
            RenderTree.Add<CascadingValue<FrameView.Frame>>(with => with.Add(frame => frame.Value, new FrameView.Frame(
                default, new HashSet<Permission> { power }, "Ann", "Ops", [], 0, [], false)));

        var table = Render<DataTable<Payout>>(with => with
            .Add(drawn => drawn.Page, SecondPage)
            .Add(drawn => drawn.Caption, "Payouts")
            .Add(drawn => drawn.Columns, builder =>
            {
                builder.OpenRegion(0);
                Column(builder, "Payee");
                builder.CloseRegion();
                builder.OpenRegion(1);
                Column(builder, "Change", Permission.EditParties, Permission.EditEntities);
                builder.CloseRegion();
                builder.OpenRegion(2);
                Column(builder, "Amount");
                builder.CloseRegion();
            }));

        Assert.Equal(titles, string.Join(' ', table.FindAll("thead th").Select(head => head.TextContent.Trim())));
        Assert.Equal(titles.Split(' ').Length, table.FindAll("tbody tr")[0].QuerySelectorAll("td").Length);
    }

    [Fact]
    public void Draw_WhenRowsLeadSomewhere_LinksTheFirstColumnOnly() =>
        Assert.Equal(["/payees/Ivana", "/payees/Joaquín"], Draw(SecondPage).FindAll("a.row-link")
            .Select(link => link.GetAttribute("href")));

    [Fact]
    public void Draw_OnAMiddlePage_KeepsFiltersInThePageLinks()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/payouts?state=failed&page=2");
        var table = Draw(SecondPage);

        Assert.EndsWith("/payouts?state=failed", table.Find("a[rel=prev]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.EndsWith("/payouts?state=failed&page=3", table.Find("a[rel=next]").GetAttribute("href"), StringComparison.Ordinal);
        Assert.Contains("3 to 4 of 6 rows", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_WhenSorted_SaysSoAndTurnsTheOrder()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/payouts?sort=payee&page=2");
        var head = Draw(SecondPage).FindAll("thead th")[0];

        Assert.Equal("ascending", head.GetAttribute("aria-sort"));
        Assert.EndsWith("/payouts?sort=-payee", head.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_WhenEmpty_ShowsTheEmptyStateInsteadOfATable()
    {
        var table = Draw(TablePage.Of<Payout>([]));

        Assert.Empty(table.FindAll("table"));
        Assert.Contains("No payouts yet", table.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Draw_WhileReading_SaysSo() => Assert.Equal("status", Draw(null).Find(".loading").GetAttribute("role"));

    [Fact]
    public void Select_PutsTheKeyOfTheRowIntoTheSelection()
    {
        var selected = new HashSet<object>();
        var table = Draw(SecondPage, selected);

        table.FindAll("td input[type=checkbox]")[1].Change(true);

        Assert.Equal(["Joaquín"], selected);
        Assert.Equal("Select Joaquín", table.FindAll("td input[type=checkbox]")[1].GetAttribute("aria-label"));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public void Draw_WhenRowsSayTheSame_ShowsEachOfThemAgainAndAgain()
    {
        var table = Draw(SecondPage);
        var alike = TablePage.Of<Payout>([new("Ivana", 1), new("Ivana", 1), new("Ivana", 1)]);

        table.Render(with => with.Add(drawn => drawn.Page, alike));
        table.Render(with => with.Add(drawn => drawn.Page, alike with { Rows = [.. alike.Rows, new("Ana", 2)] }));

        Assert.Equal(4, table.FindAll("tbody tr").Count);
    }

    private IRenderedComponent<DataTable<Payout>> Draw(TablePage<Payout>? page, HashSet<object>? selected = null) =>
        Render<DataTable<Payout>>(with => with
            .Add(table => table.Page, page)
            .Add(table => table.Caption, "Payouts")
            .Add(table => table.RowHref, row => $"/payees/{row.Payee}")
            .Add(table => table.RowKey, row => row.Payee)
            .Add(table => table.RowName, row => row.Payee)
            .Add(table => table.Selected, selected)
            .Add(table => table.Empty, "<p>No payouts yet</p>")
            .Add(table => table.Columns, Columns));

    private static void Columns(RenderTreeBuilder builder)
    {
        builder.OpenComponent<Column<Payout>>(0);
        builder.AddComponentParameter(1, nameof(Column<Payout>.Title), "Payee");
        builder.AddComponentParameter(2, nameof(Column<Payout>.SortKey), "payee");
        builder.AddComponentParameter(3, nameof(Column<Payout>.ChildContent),
            (RenderFragment<Payout>)(row => cell => cell.AddContent(0, row.Payee)));
        builder.CloseComponent();
        builder.OpenComponent<Column<Payout>>(4);
        builder.AddComponentParameter(5, nameof(Column<Payout>.Title), "Amount");
        builder.AddComponentParameter(6, nameof(Column<Payout>.Right), true);
        builder.AddComponentParameter(7, nameof(Column<Payout>.ChildContent),
            (RenderFragment<Payout>)(row => cell =>
                cell.AddContent(0, OpsPortal.Components.Draw.Amount(row.Minor, Currency.Of("EUR")))));
        builder.CloseComponent();
    }

    private static void Column(RenderTreeBuilder builder, string title, Permission? needs = null, Permission? or = null)
    {
        builder.OpenComponent<Column<Payout>>(0);
        builder.AddComponentParameter(1, nameof(Column<Payout>.Title), title);
        builder.AddComponentParameter(2, nameof(Column<Payout>.Needs), needs);
        builder.AddComponentParameter(3, nameof(Column<Payout>.Or), or);
        builder.CloseComponent();
    }

    public sealed record Payout(string Payee, long Minor);
}
