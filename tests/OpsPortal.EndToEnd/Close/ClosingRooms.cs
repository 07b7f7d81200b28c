namespace OpsPortal.EndToEnd.Close;

/// <summary>The planted month for a whole class, and what a state of a page must be in every width and theme.</summary>
public sealed class ClosingRooms(Browser browser) : IAsyncLifetime
{
    private static readonly int[] Widths = [1440, 390];
    private static readonly string[] Themes = ["light", "dark"];
    private PortalHost? host;
    private Uri? address;

    public async Task InitializeAsync()
    {
        if (Browser.WhyNot is not null)
            return;
        host = await PlantedMonth.HostAsync();
        address = host.Listen();
        await PlantedMonth.InAsync(host);
    }

    public Task<Visitor> AsAsync(string account, string path) => browser.SignedInAsync(address!, account, path, 1440);

    /// <summary>Holds against the page as it stands now what is wrong with it at a desk and on a phone, light and dark.</summary>
    public static async Task LookAsync(Visitor visitor, string name)
    {
        var found = new List<string>();
        foreach (var theme in Themes)
        {
            if (await visitor.Page.EvaluateAsync<string>("document.documentElement.dataset.theme || 'light'") != theme)
                await visitor.Page.EvaluateAsync("document.querySelector('[data-theme-toggle]').click()");
            foreach (var width in Widths)
            {
                await visitor.Page.SetViewportSizeAsync(width, width < 500 ? 844 : 900);
                found.AddRange((await visitor.BarriersAsync()).Select(barrier => $"{name}, {width}, {theme}: {barrier}"));
                var wide = await visitor.WidthAsync();
                if (wide > width)
                    found.Add($"{name}, {width}, {theme}: the page is {wide} wide");
                if (Visitor.KeepsPictures)
                    await visitor.PictureAsync($"{name}-{width}-{theme}");
            }
        }

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
        Assert.Empty(visitor.Errors);
        await visitor.Page.EvaluateAsync("document.querySelector('[data-theme-toggle]').click()");
        await visitor.Page.SetViewportSizeAsync(Widths[0], 900);
    }

    public async Task DisposeAsync()
    {
        if (host is not null)
            await host.DisposeAsync();
    }
}
