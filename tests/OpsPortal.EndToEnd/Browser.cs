namespace OpsPortal.EndToEnd;

/// <summary>One Chromium for the whole run, with the app of one store behind it.</summary>
public sealed class Browser : IAsyncLifetime
{
    private const int Patience = 20_000;

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync",
    ];

    private IPlaywright? playwright;
    private IBrowser? chromium;

    public static string? WhyNot => Chromium is null ? "No Chromium was found (Debian: apt-get install chromium)." : null;

    private static string? Chromium { get; } =
        new[] { Environment.GetEnvironmentVariable("OPSPORTAL_TEST_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome" }
            .FirstOrDefault(path => path is not null && File.Exists(path));

    public async Task InitializeAsync()
    {
        if (WhyNot is not null)
            return;
        playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout(Patience);
        chromium = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });
    }

    /// <summary>A visitor with cookies of their own.</summary>
    public async Task<Visitor> VisitAsync(Uri address, int width = 1366, int height = 900)
    {
        var context = await chromium!.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            Locale = "en-GB",
            TimezoneId = "UTC",
        });
        context.SetDefaultTimeout(Patience);
        return new Visitor(context, await context.NewPageAsync());
    }

    /// <summary>A demo account, signed in and in front of a page.</summary>
    public async Task<Visitor> SignedInAsync(Uri address, string account, string path, int width = 1366)
    {
        var visitor = await VisitAsync(address, width, width < 500 ? 844 : 900);
        await visitor.SignInAsync(account);
        await visitor.GoAsync(path);
        return visitor;
    }

    public async Task DisposeAsync()
    {
        if (chromium is not null)
            await chromium.CloseAsync();
        playwright?.Dispose();
    }
}

[CollectionDefinition("browser")]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "xunit calls it a collection.")]
public sealed class BrowserCollection : ICollectionFixture<Browser>;

/// <summary>A theory that needs a browser; skipped with the reason where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Browser.WhyNot;
}

/// <summary>A fact that needs a browser; skipped with the reason where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Browser.WhyNot;
}
