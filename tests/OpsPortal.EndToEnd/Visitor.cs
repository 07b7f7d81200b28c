using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using OpsPortal.Demo;

namespace OpsPortal.EndToEnd;

/// <summary>A person in front of a browser window.</summary>
public sealed class Visitor(IBrowserContext context, IPage page) : IAsyncDisposable
{
    public IPage Page { get; } = page;

    private static string Pictures => Environment.GetEnvironmentVariable("OPSPORTAL_SCREENSHOTS")
        ?? Path.Combine(AppContext.BaseDirectory, "screenshots");

    /// <summary>Signs in as a demo account, such as <c>finance</c>.</summary>
    public async Task SignInAsync(string account)
    {
        await Page.GotoAsync("/account/sign-in");
        await Page.GetByLabel("Email", new() { Exact = true }).FillAsync($"{account}@demo.test");
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync(DemoPeople.Password);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await Page.WaitForURLAsync(url => !url.Contains("/account/sign-in", StringComparison.Ordinal));
        await LiveAsync();
    }

    /// <summary>Goes to a page and waits until its circuit answers presses.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(path);
        await LiveAsync();
    }

    /// <summary>Waits for the mark that the shell sets once the page is interactive.</summary>
    public Task LiveAsync() => Page.Locator("[data-interactive]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });

    public async Task<byte[]> PictureAsync(string name)
    {
        Directory.CreateDirectory(Pictures);
        return await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, name + ".png"), FullPage = true });
    }

    /// <summary>What the accessibility checker holds against the page, of serious impact or worse.</summary>
    public async Task<IReadOnlyList<string>> BarriersAsync()
    {
        var result = await Page.RunAxe(new AxeRunOptions { ResultTypes = [ResultType.Violations] });
        return [.. result.Violations.Where(found => found.Impact is "serious" or "critical")
            .Select(found => $"{found.Id}: {found.Help} at {string.Join(", ", found.Nodes.Select(node => node.Target))}")];
    }

    public async ValueTask DisposeAsync() => await context.CloseAsync();
}
