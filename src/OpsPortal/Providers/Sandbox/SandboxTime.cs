using OpsPortal.Domain.Cash;

namespace OpsPortal.Providers.Sandbox;

/// <summary>The simulated provider's delays: a day of a rail lasts as many seconds as the setting
/// <c>Providers:Sandbox:SecondsPerDay</c> says.</summary>
[Part]
internal sealed class SandboxTime(IConfiguration configuration)
{
    private double SecondsPerDay => configuration.GetValue("Providers:Sandbox:SecondsPerDay", 4.0);

    public Duration Settlement(Rail rail) => Duration.FromSeconds(Rails.Of(rail).Settles.TotalDays * SecondsPerDay);

    public Duration Payout => Duration.FromSeconds(SecondsPerDay);

    public Duration Late => Duration.FromSeconds(3 * SecondsPerDay);
}
