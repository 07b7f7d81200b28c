using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace OpsPortal.Tests.Components;

/// <summary>A place to draw components in: loose script, a fixed clock, an antiforgery token.</summary>
public abstract class Drawing : BunitContext
{
    protected static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);

    /// <param name="services">What the drawn components ask for besides.</param>
    protected Drawing(Action<IServiceCollection>? services = null)
    {
        services?.Invoke(Services);
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<IClock>(new StillClock());
        Services.AddSingleton<OpsPortal.Components.Draw>();
        Services.AddScoped<OpsPortal.Components.Trail>();
        Services.AddSingleton<AntiforgeryStateProvider>(new OneToken());
        SetRendererInfo(new("Server", true));
    }

    private sealed class StillClock : IClock
    {
        public Instant GetCurrentInstant() => Now;
    }

    private sealed class OneToken : AntiforgeryStateProvider
    {
        public override AntiforgeryRequestToken? GetAntiforgeryToken() => new("token", "__RequestVerificationToken");
    }
}
