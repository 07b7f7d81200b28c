using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Hosting;

/// <summary>The whole app over a store: in memory for HTTP tests, or on a port of its own for browsers.</summary>
public sealed class PortalHost : WebApplicationFactory<Program>
{
    private readonly IReadOnlyDictionary<string, string?> settings;

    private PortalHost(TestStore store, IReadOnlyDictionary<string, string?> settings)
    {
        Store = store;
        this.settings = settings;
    }

    public TestStore Store { get; }

    public static async Task<PortalHost> NewAsync(StoreKind kind = StoreKind.Sqlite, IReadOnlyDictionary<string, string?>? settings = null) =>
        new(await TestStore.NewAsync(kind), settings ?? new Dictionary<string, string?>());

    /// <summary>Starts to listen on a free port and says where.</summary>
    public Uri Listen()
    {
        UseKestrel(0);
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
    }
}
