using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

public sealed class SandboxOverHttpTests
{
    private static readonly Dictionary<string, string?> Settings =
        new(CashWorld.Settings) { ["Providers:Sandbox:SecondsPerDay"] = "0.1" };

    [Fact]
    [Trait("Requirement", "EVT-7")]
    public async Task Pay_AtTheSandbox_ArrivesBySignedWebhooksOverHttp()
    {
        await using var host = await PortalHost.NewAsync(settings: Settings);
        host.Listen();
        await CashWorld.IssueAsync(host.Services, "IE-77", 10_000);
        await using (var db = await DbAsync(host))
        {
            host.Services.GetRequiredService<SandboxProvider>().Pay(
                db, new PaymentOrder("IE-77", null, Rail.Ach, new Money(10_000, Currency.Of("EUR"))),
                SystemClock.Instance.GetCurrentInstant(), new Mishap(OutOfOrder: true));
            await db.SaveChangesAsync();
        }

        var receipt = await WaitForAsync(host, found => found is { AppliedMinor: 10_000, IsSettled: true });

        Assert.Equal((0L, ReceiptState.Applied), (receipt.UnappliedMinor, receipt.State));
    }

    [Fact]
    [Trait("Requirement", "EVT-7")]
    public async Task Payout_AtTheSandbox_IsTakenOncePerKeyEvenWhenItsAnswerIsLost()
    {
        await using var host = await PortalHost.NewAsync(settings: Settings);
        using var client = new HttpClient { BaseAddress = host.Listen() };
        await using (var db = await DbAsync(host))
        {
            db.Add(new SandboxMood { AnswersToDrop = 1 });
            await db.SaveChangesAsync();
        }

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => SendAsync(client, "key-1", 500));
        Assert.Equal(HttpStatusCode.OK,
            (await client.GetAsync(new Uri("/sandbox-provider/v1/payouts/key-1", UriKind.Relative))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await SendAsync(client, "key-1", 500));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await SendAsync(client, "key-1", 501));
        Assert.Equal(HttpStatusCode.Created, await SendAsync(client, "key-2", 500));
        Assert.Equal(HttpStatusCode.NotFound,
            (await client.GetAsync(new Uri("/sandbox-provider/v1/payouts/key-9", UriKind.Relative))).StatusCode);

        await using var read = await DbAsync(host);
        Assert.Equal(2, await read.Set<SandboxPayout>().CountAsync());
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string key, long minor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sandbox-provider/v1/payouts");
        request.Content = JsonContent.Create(new { amount_minor = minor, currency = "EUR", payee = "Ada" });
        await request.Content.LoadIntoBufferAsync();
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static async Task<Receipt> WaitForAsync(PortalHost host, Func<Receipt?, bool> ready)
    {
        for (var i = 0; i < 240; i++)
        {
            await using var db = await DbAsync(host);
            var found = await db.Set<Receipt>().AsNoTracking().FirstOrDefaultAsync();
            if (ready(found))
                return found!;
            await Task.Delay(250);
        }

        throw new TimeoutException("The payment did not arrive.");
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
