using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Hosting;

/// <summary>The whole app over a store: in memory for HTTP tests, or on a port of its own for browsers.</summary>
public sealed class PortalHost : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string?> settings;
    private readonly Action<IServiceCollection> change;
    private int port;

    private PortalHost(
        TestStore store, IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? change = null)
    {
        Store = store;
        this.settings = settings;
        this.change = change ?? (_ => { });
    }

    public TestStore Store { get; }

    internal AppClock Clock => Services.GetRequiredService<AppClock>();

    public static async Task<PortalHost> NewAsync(
        StoreKind kind = StoreKind.Sqlite, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var port = FreePort();
        return new(await TestStore.NewAsync(kind), OfItself(port, settings)) { port = port };
    }

    /// <summary>An empty store that fills itself with the demo's history, and whose provider talks to the app's own
    /// address.</summary>
    public static PortalHost Demo(
        IReadOnlyDictionary<string, string?>? further = null, StoreKind kind = StoreKind.Sqlite,
        Action<IServiceCollection>? change = null)
    {
        var port = FreePort();
        var settings = OfItself(port, further);
        settings["Demo:Enabled"] = "true";
        settings["Providers:Sandbox:WebhookSecret"] = "whsec_" + Convert.ToBase64String(new byte[32]);
        settings["Providers:Sandbox:SecondsPerDay"] = "1";
        return new PortalHost(TestStore.Empty(kind), settings, change) { port = port };
    }

    // An app that somebody runs on the usual port must neither answer for this one's provider nor take its webhooks.
    private static Dictionary<string, string?> OfItself(int port, IReadOnlyDictionary<string, string?>? further) =>
        new(further ?? new Dictionary<string, string?>()) { ["Providers:Sandbox:BaseUrl"] = $"http://127.0.0.1:{port}" };

    internal static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Starts to listen on a free port and says where.</summary>
    public Uri Listen()
    {
        UseKestrel(port);
        StartServer();
        return ClientOptions.BaseAddress;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Store.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Test");
        foreach (var (key, value) in Store.Settings.Concat(settings))
            builder.UseSetting(key, value);
        builder.ConfigureTestServices(change);
    }
}
