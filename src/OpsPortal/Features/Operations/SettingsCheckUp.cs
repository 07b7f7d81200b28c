using OpsPortal.Data;
using OpsPortal.Events;
using OpsPortal.Identity;

namespace OpsPortal.Features.Operations;

/// <summary>Settings that make the difference between a trial and the place where the money is.</summary>
[Part]
internal sealed class SettingsCheckUp(
    IConfiguration configuration, ProviderSecrets secrets, BreachedPasswords breached) : ICheckUp
{
    private static readonly string[] Providers = ["Stripe", "Sandbox"];

    public int Order => 2;

    public Task<IReadOnlyList<Finding>> LookAsync(OpsDbContext db, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Finding>>(
            [Keys(), Address(), Mail(), Demo(), Breaches(), .. Providers.Select(Secret).OfType<Finding>()]);

    private Finding Keys() => KeyWrapping.IsOn(configuration)
        ? new Finding("data-protection keys", true, "wrapped")
        : new Finding("data-protection keys", false, "lie unwrapped: set DataProtection:WrappingKey or a certificate");

    private Finding Address()
    {
        var address = configuration["PublicAddress"] ?? "";
        return address.StartsWith("https://", StringComparison.Ordinal)
            ? new Finding("public address", true, address)
            : new Finding("public address", false, $"'{address}' is not https: set PublicAddress, and Urls or a proxy with TLS");
    }

    private Finding Mail() => configuration["Mail:Host"] is { Length: > 0 } host
        ? new Finding("mail", true, $"by {host}")
        : new Finding("mail", false, "is only written to files: set Mail:Host, or nobody gets an invitation");

    private Finding Demo() => configuration.GetValue<bool>("Demo:Enabled")
        ? new Finding("demo", false, "is on: everybody knows its passwords. Set Demo:Enabled to false")
        : new Finding("demo", true, "is off");

    private Finding Breaches() => (breached.Path, breached.WhyNot()) switch
    {
        (null, _) => new Finding("breached passwords", false,
            $"no list: set {BreachedPasswords.Setting} to one, or passwords that were stolen elsewhere are taken"),
        (_, { } why) => new Finding("breached passwords", false, why),
        var (path, _) => new Finding("breached passwords", true, path),
    };

    // A provider without a secret is one that is not used: its webhooks are refused.
    private Finding? Secret(string provider) => secrets.Of(provider.ToLowerInvariant()) switch
    {
        [] => null,
        [{ Length: < 24 }, ..] => new Finding($"{provider} webhooks", false, "the secret is shorter than 24 characters"),
        [_] => new Finding($"{provider} webhooks", true, "one secret"),
        _ => new Finding($"{provider} webhooks", true, "two secrets: remove the previous one when the change is over"),
    };
}
