using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events;

namespace OpsPortal.Tests.Events;

public sealed class WebhookTests
{
    private const string Ignored =
        """{"id":"evt_1","object":"event","type":"customer.created","created":1700000000,"data":{"object":{"id":"cus_1"}}}""";

    [Fact]
    [Trait("Requirement", "EVT-1")]
    [Trait("Control", "T26")]
    public async Task Post_WithABadSignature_Is401AndStoresNothing()
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.Unauthorized, await StripeAsync(client, Ignored, "whsec_wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StripeAsync(client, Ignored, "whsec_stripe", Duration.FromSeconds(-301)));
        Assert.Equal(HttpStatusCode.Unauthorized,
            (await client.PostAsync(new Uri("/webhooks/stripe", UriKind.Relative), new StringContent(Ignored))).StatusCode);

        await using var db = await DbAsync(host);
        Assert.Equal(0, await db.Set<InboxEvent>().CountAsync());
        Assert.Equal(1, host.Services.GetRequiredService<WebhookCounters>().Of("stripe", "refused: NoHeader"));
    }

    [Theory]
    [Trait("Requirement", "EVT-1")]
    [InlineData("whsec_stripe")]
    [InlineData("whsec_stripe_old")]
    [Trait("Control", "T28")]
    [Trait("Control", "T31")]
    public async Task Post_WithEitherSecret_IsStoredOnce(string secret)
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => StripeAsync(client, Ignored, secret)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.OK, answer));
        await using var db = await DbAsync(host);
        Assert.Equal(Ignored, (await db.Set<InboxEvent>().SingleAsync()).Body);
    }

    [Theory]
    [InlineData("\"api_version\":\"2099-01-01.unknown\",")]
    [InlineData("\"api_version\":null,")]
    [InlineData("\"api_version\":7,")]
    [InlineData("")]
    [Trait("Requirement", "EVT-1")]
    [Trait("Control", "T30")]
    public async Task Post_OfAnyApiVersion_IsStoredAsItCame(string version)
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();
        var body = Ignored.Insert(1, version);

        Assert.Equal(HttpStatusCode.OK, await StripeAsync(client, body, "whsec_stripe"));
        await using var db = await DbAsync(host);
        Assert.Equal(body, (await db.Set<InboxEvent>().SingleAsync()).Body);
    }

    [Theory]
    [InlineData("{\"id\":\"evt_2\",")]
    [InlineData("{\"id\":\"evt_2\",\"id\":\"evt_3\",\"type\":\"x\",\"created\":1}")]
    [InlineData("[]")]
    public async Task Post_OfUnreadableJsonWithAGoodSignature_Is400AndKeptAsADeadLetter(string body)
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.BadRequest, await StripeAsync(client, body, "whsec_stripe"));
        Assert.Equal(HttpStatusCode.BadRequest, await StripeAsync(client, body, "whsec_stripe"));

        await using var db = await DbAsync(host);
        var kept = await db.Set<InboxEvent>().SingleAsync();
        Assert.Equal((InboxState.DeadLetter, body), (kept.State, kept.Body));
        Assert.Equal(ExceptionType.DeadLetter, (await db.Set<ExceptionCase>().SingleAsync()).Type);
    }

    [Fact]
    [Trait("Control", "T34")]
    public async Task Post_OfMoreThan64Kilobytes_IsRefused()
    {
        await using var host = await PortalHost.NewAsync(settings: CashWorld.Settings);
        using var client = host.CreateClient();

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge,
            await StripeAsync(client, "{\"x\":\"" + new string('a', 70_000) + "\"}", "whsec_stripe"));
    }

    private static async Task<HttpStatusCode> StripeAsync(HttpClient client, string body, string secret, Duration? off = null)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/webhooks/stripe") { Content = new ByteArrayContent(bytes) };
        var at = SystemClock.Instance.GetCurrentInstant() + (off ?? Duration.Zero);
        request.Headers.Add("Stripe-Signature", StripeSignature.Sign(bytes, secret, at));
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
