using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Events;
using OpsPortal.Jobs;

namespace OpsPortal.Providers.Sandbox;

/// <summary>Sends the simulated provider's due webhooks, signed, over HTTP to the portal's own address, again until they are
/// answered.</summary>
[Part]
internal sealed class SandboxCourier(
    IDbContextFactory<OpsDbContext> contexts, ProviderSecrets secrets, IConfiguration configuration, IServer server, IClock clock)
    : IBackgroundJob, IDisposable
{
    private const int AtOnce = 50;
    public const int MostAttempts = 12;
    private readonly HttpClient client = OutgoingCalls.Client(TimeSpan.FromSeconds(10));

    public string Name => "sandbox-provider";

    public string Purpose => "Plays the provider in the demo: decides payouts and delivers webhooks.";

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled") || Target() is not { } target)
            return JobResults.Nothing;
        await SettlePayoutsAsync(ct);
        var sent = 0;
        foreach (var id in await DueAsync(ct))
            sent += await SendAsync(id, target, ct) ? 1 : 0;
        return sent == 0 ? JobResults.Nothing : $"{sent} webhooks delivered";
    }

    public void Dispose() => client.Dispose();

    private async Task SettlePayoutsAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var due = await db.Set<SandboxPayout>().Where(payout => payout.DueAt != null && payout.DueAt <= now)
            .OrderBy(payout => payout.DueAt).Take(AtOnce).ToListAsync(ct);
        foreach (var payout in due)
            SandboxProvider.Decide(db, payout, now);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Another node decided one of them first; the rest comes with the next tick.
        }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        return await db.Set<SandboxDelivery>().Where(d => d.SentAt == null && d.DueAt <= now && d.Attempts < MostAttempts)
            .OrderBy(d => d.DueAt).Select(d => d.Id).Take(AtOnce).ToListAsync(ct);
    }

    private async Task<bool> SendAsync(Guid id, Uri target, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var delivery = await db.Set<SandboxDelivery>().SingleAsync(d => d.Id == id, ct);
        delivery.Claim(clock.GetCurrentInstant());
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return false;
        }

        var (answer, taken) = await PostAsync(delivery, target, ct);
        delivery.Answered(answer, taken, clock.GetCurrentInstant());
        await db.SaveChangesAsync(ct);
        return taken;
    }

    private async Task<(string Answer, bool Taken)> PostAsync(SandboxDelivery delivery, Uri target, CancellationToken ct)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(target, "/webhooks/sandbox"));
            var body = InboxBody.Bytes(delivery.Body);
            var headers = StandardWebhookSignature.Sign(delivery.EventId, body, secrets.Of("Sandbox")[0],
                clock.GetCurrentInstant());
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
            request.Headers.Add("webhook-id", headers.Id);
            request.Headers.Add("webhook-timestamp", headers.Timestamp);
            request.Headers.Add("webhook-signature", headers.Signature);
            using var response = await client.SendAsync(request, ct);
            return ($"{(int)response.StatusCode}", response.IsSuccessStatusCode);
        }
        catch (Exception trouble) when (trouble is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return (trouble.Message, false);
        }
    }

    /// <summary>Where the portal listens: the setting <c>Providers:Sandbox:Target</c>, else the server's own first
    /// address.</summary>
    private Uri? Target()
    {
        var address = configuration["Providers:Sandbox:Target"];
        if (string.IsNullOrEmpty(address))
            address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
        if (string.IsNullOrEmpty(address) || secrets.Of("Sandbox").Count == 0)
            return null;
        return new Uri(address.Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
            .Replace("[::]", "localhost", StringComparison.Ordinal)
            .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal));
    }
}
