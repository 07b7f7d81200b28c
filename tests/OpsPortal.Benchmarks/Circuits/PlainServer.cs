using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>The floor of bars 10 and 11: a Blazor Server app of one page.</summary>
internal static class PlainServer
{
    public const string Argument = "serve-grid";

    public static async Task<int> RunAsync(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(arguments);
        builder.Logging.ClearProviders();
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapRazorComponents<PlainApp>().AddInteractiveServerRenderMode();
        await app.RunAsync();
        return 0;
    }
}
