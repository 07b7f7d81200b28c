using OpsPortal.Data;
using OpsPortal.Providers;

namespace OpsPortal.Features.Operations;

/// <summary>The servers that the portal calls: whether they prove who they are, and whether others can listen.</summary>
[Part]
internal sealed class OutgoingCheckUp(OutgoingTls tls) : ICheckUp
{
    public int Order => 2;

    public Task<IReadOnlyList<Finding>> LookAsync(OpsDbContext db, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Finding>>(
            [Database(), Of("way to the mail server", tls.WhyNotMail()), Of("way to the collector", tls.WhyNotCollector())]);

    private Finding Database() => tls.IsNetworkTrusted && tls.WhyNotDatabase() is not null
        ? new Finding("way to the database", true, $"not verified, as {OutgoingTls.TrustedNetwork} allows")
        : Of("way to the database", tls.WhyNotDatabase());

    private static Finding Of(string what, string? why) => new(what, why is null, why ?? "by TLS, on this machine, or none");
}
