using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using OpsPortal.Demo;

namespace OpsPortal.EndToEnd;

/// <summary>A person in front of a browser window.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const string Variable = "OPSPORTAL_SCREENSHOTS";
    private readonly IBrowserContext context;

    public Visitor(IBrowserContext context, IPage page)
    {
        this.context = context;
        Page = page;
        page.Console += (_, message) => Note(message.Type == "error", message.Text);
        page.PageError += (_, error) => Note(true, error);
    }

    public IPage Page { get; }

    public IBrowserContext Context => context;

    /// <summary>What the browser's console held against the pages so far.</summary>
    public List<string> Errors { get; } = [];

    /// <summary>The notice of what was refused.</summary>
    public ILocator Refusal => Page.Locator(".notice-bad").First;

    /// <summary>True where somebody asked for pictures of every page.</summary>
    public static bool KeepsPictures => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    private static string Pictures => Environment.GetEnvironmentVariable(Variable)
        ?? Path.Combine(AppContext.BaseDirectory, "screenshots");

    /// <summary>Signs in as a demo account, such as <c>finance</c>.</summary>
    public Task SignInAsync(string account) => SignInAsync($"{account}@demo.test", DemoPeople.Password);

    public async Task SignInAsync(string email, string password)
    {
        await GivePasswordAsync(email, password);
        await Page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        await LiveAsync();
    }

    /// <summary>Fills the form of the sign-in page and sends it, whatever comes of it.</summary>
    public async Task GivePasswordAsync(string email, string password)
    {
        await Page.GotoAsync("/account/sign-in");
        await Page.GetByLabel("E-mail", new() { Exact = true }).FillAsync(email);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
    }

    /// <summary>Goes to a page and waits until its circuit answers presses.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await LiveAsync();
    }

    /// <summary>Waits for the mark that the shell sets once the page is interactive.</summary>
    public Task LiveAsync() => Page.Locator("[data-interactive]").First
        .WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true }).First;

    public Task PressAsync(string name) => Button(name).ClickAsync();

    /// <summary>Proves who they are in the sheet that asks for it.</summary>
    public async Task ConfirmAsync(string password = DemoPeople.Password)
    {
        await Page.GetByLabel("Confirm password", new() { Exact = true }).FillAsync(password);
        await PressAsync("Confirm");
    }

    /// <summary>Somewhere on the page; news of the same words may stand in a menu that is closed.</summary>
    public Task SeesAsync(string text) =>
        Assertions.Expect(Page.GetByText(text).Locator("visible=true").First).ToBeVisibleAsync();

    /// <summary>How wide the page is, against the window that it must fit into.</summary>
    public Task<int> WidthAsync() => Page.EvaluateAsync<int>("document.documentElement.scrollWidth");

    public async Task<byte[]> PictureAsync(string name)
    {
        Directory.CreateDirectory(Pictures);
        return await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
    }

    /// <summary>What the accessibility checker holds against the page, of serious impact or worse.</summary>
    public Task<IReadOnlyList<string>> BarriersAsync() =>
        BarriersAsync(new AxeRunOptions { ResultTypes = [ResultType.Violations] });

    /// <summary>The same of colours alone, which is all that a theme changes.</summary>
    public Task<IReadOnlyList<string>> ContrastsAsync() => BarriersAsync(new AxeRunOptions
    {
        ResultTypes = [ResultType.Violations], RunOnly = RunOnlyOptions.Rules("color-contrast", "link-in-text-block"),
    });

    /// <summary>Puts the page into the light or the dark theme.</summary>
    public Task WearAsync(string theme) =>
        Page.EvaluateAsync("theme => { document.documentElement.dataset.theme = theme; }", theme);

    private async Task<IReadOnlyList<string>> BarriersAsync(AxeRunOptions options)
    {
        var result = await Page.RunAxe(options);
        return [.. result.Violations.Where(found => found.Impact is "serious" or "critical")
            .Select(found => $"{found.Id}: {found.Help} at {string.Join(", ", found.Nodes.Select(node => node.Target))}")];
    }

    /// <summary>Looks at the page on a phone and at a desk: it fits into both, and nothing serious is held against it.</summary>
    public async Task FitsAsync(string name)
    {
        foreach (var width in new[] { 390, 1440 })
        {
            await Page.SetViewportSizeAsync(width, 900);
            Assert.Empty(await BarriersAsync());
            Assert.True(await WidthAsync() <= width, $"The page is wider than {width}.");
            if (KeepsPictures)
                await PictureAsync($"{name}-{width}");
        }
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();

    private void Note(bool isError, string text)
    {
        if (isError)
            Errors.Add(text);
    }
}
