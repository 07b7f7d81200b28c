using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Payouts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Api;

public sealed class PayeeInvoicesApiTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-6")]
    public async Task Post_TwiceWithOneKey_RecordsOneInvoiceWithItsHold(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var world = await PayoutWorld.InAsync(host, 1);
        var client = await ClientAsync(host, world, ApiScope.PayeeInvoicesWrite);
        var body = Body(world, "9999.00");

        var first = await PostAsync(client, body, "k-1");
        var again = await PostAsync(client, body, "k-1");
        var text = await first.Content.ReadAsStringAsync();
        Assert.True(first.StatusCode == HttpStatusCode.Created && again.StatusCode == HttpStatusCode.Created, text);
        Assert.Equal(text, await again.Content.ReadAsStringAsync());
        using var json = JsonDocument.Parse(text);
        Assert.Equal("held", json.RootElement.GetProperty("state").GetString());
        Assert.Equal(1, json.RootElement.GetProperty("failures").GetArrayLength());
        await using (var db = await world.DbAsync())
            Assert.Equal(999_900, Assert.Single(await db.Set<PayeeInvoice>().ToListAsync()).AmountMinor);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(client, Body(world, "1.00"), "k-1")).StatusCode);
        Assert.NotEqual(HttpStatusCode.Created, (await PostAsync(client, body, null)).StatusCode);
        Assert.NotEqual(HttpStatusCode.Created, (await PostAsync(client, body, "k-2")).StatusCode);
        var reader = await ClientAsync(host, world, ApiScope.PayoutsRead);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(reader, Body(world, "1.00"), "k-3")).StatusCode);
    }

    private static string Body(PayoutWorld world, string amount) => $$$"""
        {"payee":"{{{world.Payees[0]}}}","contract":"C-1","number":"A-1","amount":{"amount":"{{{amount}}}","currency":"EUR"}}
        """;

    private static async Task<HttpClient> ClientAsync(PortalHost host, PayoutWorld world, string scope)
    {
        await using var db = await world.DbAsync();
        var (key, secret) = ApiKey.Make("Test", [scope], world.Finance.Person, world.Finance.Person, Template.Now);
        db.Add(key);
        await db.SaveChangesAsync();
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/payee-invoices")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }
}
