using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.SignalR;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Identity;
using OpsPortal.Jobs;
using OpsPortal.Shell;
using OpsPortal.Shell.Telemetry;

namespace OpsPortal.Shell.Start;

/// <summary>Everything the portal is made of, for the server and for tests alike.</summary>
internal static class Portal
{
    public static IServiceCollection AddPortal(this IServiceCollection services, IConfiguration configuration)
    {
        TelemetryExport.AskForPaths();
        services.AddSingleton(configuration);
        services.AddSingleton<AppClock>();
        services.AddSingleton<IClock>(provider => provider.GetRequiredService<AppClock>());
        services.AddDatabase(configuration);
        services.AddHttpContextAccessor();
        services.AddRazorComponents().AddInteractiveServerComponents()
            .AddHubOptions(options => options.AddFilter(new CircuitSockets()));
        services.AddCascadingAuthenticationState();
        services.AddScoped<Trail>();
        services.AddPortalIdentity(configuration);
        services.AddClockwork();
        services.AddProblemDetails();
        // A query that cannot be read is the caller's fault in Development too: 400, not the page of our own faults.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = false);
        services.AddWebGuards();
        services.AddHttpClient();
        services.AddOpenApi();
        services.AddScanned();
        return services;
    }

    public static void UsePortal(this WebApplication app)
    {
        app.UseRequestIds();
        app.UseWebGuards();
        app.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", StatusCodeSelector = StatusOf });
        app.UseAuthentication();
        app.UseAuthorization();
        var pace = app.Services.GetRequiredService<FilePace>();
        app.Use(next => http => pace.PassAsync(http, next));
        app.UseAntiforgery();
    }

    // What no database keeps, such as a zero byte in an address, and a form that the framework cannot read: the caller's faults.
    private static int StatusOf(Exception trouble) => trouble switch
    {
        UnkeepableException or AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        BadHttpRequestException bad => bad.StatusCode,
        _ => StatusCodes.Status500InternalServerError,
    };

    public static void MapPortal(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        app.MapHealth();
        app.MapOpenApi().AllowAnonymous();
        foreach (var endpoints in app.Services.GetServices<IEndpoints>())
            endpoints.Map(app);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(options => options.ContentSecurityFrameAncestorsPolicy = null);
    }
}
