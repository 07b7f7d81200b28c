using System.Net;
using OpsPortal.Demo;

namespace OpsPortal.Tests.Hosting;

/// <summary>What one person has open: a browser's cookies for each session, and pages over them.</summary>
internal sealed class OpenPages : IAsyncDisposable
{
    private readonly List<CookieContainer> cookies = [];

    public List<HttpClient> Clients { get; } = [];

    public List<LiveCircuit> Open { get; } = [];

    /// <summary>One more session.</summary>
    public async Task SignInAsync(PortalHost host, string account)
    {
        var container = new CookieContainer();
        var client = new HttpClient(new HttpClientHandler { CookieContainer = container, AllowAutoRedirect = false })
        {
            BaseAddress = host.ClientOptions.BaseAddress,
        };
        _ = await client.TrySignInAsync(account, DemoPeople.Password);
        cookies.Add(container);
        Clients.Add(client);
    }

    /// <summary>One more page of a session, once it shows what it has to show.</summary>
    public async Task<LiveCircuit> OpenAsync(int session, string path = "/", string shows = "Security and sessions")
    {
        var page = await LiveCircuit.OpenAsync(Clients[session], cookies[session], path);
        Open.Add(page);
        await page.HearsAsync(shows);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var page in Open)
            await page.DisposeAsync();
        foreach (var client in Clients)
            client.Dispose();
    }
}
