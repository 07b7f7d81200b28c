using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Components;

namespace OpsPortal.Tests.Components;

/// <summary>A long list that is read whole is shown a page at a time, and none of its rows is left out.</summary>
public sealed class PagedListTests : Drawing
{
    [Theory]
    [InlineData("/", 1, "1 to 50 of 120")]
    [InlineData("/?page=2", 2, "51 to 100 of 120")]
    [InlineData("/?page=3", 3, "101 to 120 of 120")]
    [InlineData("/?page=4", 3, "101 to 120 of 120")]
    [InlineData("/?page=-1", 1, "1 to 50 of 120")]
    [InlineData("/?page=2&sort=-number", 2, "70 to 21 of 120")]
    public void Page_OfALongList_HoldsItsRowsInTheOrderAskedFor(string address, int page, string shown)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);

        var list = Render<Numbers>();

        Assert.Equal($"page {page} of 3: {shown}", list.Markup);
    }

    private sealed class Numbers : ListPage
    {
        private static readonly RowOrders<int> Orders = new RowOrders<int>().By("number", number => number);

        private TablePage<int> Shown => Paged([.. Enumerable.Range(1, 120)], Orders);

        protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddContent(
            0, $"page {Shown.Page} of {Shown.Pages}: {Shown.Rows[0]} to {Shown.Rows[^1]} of {Shown.Total}");
    }
}
