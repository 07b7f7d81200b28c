using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Api;

/// <summary>Payouts as programs see them over HTTP: decisions of the gate, one batch, scopes, and what belongs to
/// others.</summary>
public sealed class PayoutsApiTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-1")]
    public async Task Decisions_OfAContract_TellEligibleMoneyByCursor(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        await using var world = await PayoutWorld.InAsync(host, 2);
        await world.SubmittedAsync();
        var client = await ClientAsync(host, world, "finance", ApiScope.PayoutsRead);

        using var page = await ReadAsync(client, "/api/v1/payouts/decisions?contract=C-1&limit=1");
        var first = page.RootElement.GetProperty("items")[0];
        using var rest = await ReadAsync(
            client, $"/api/v1/payouts/decisions?contract=C-1&cursor={
                Uri.EscapeDataString(page.RootElement.GetProperty("next").GetString()!)}");

        Assert.Equal("submission", first.GetProperty("occasion").GetString(), ignoreCase: true);
        Assert.Equal("743.80", first.GetProperty("eligible").GetProperty("amount").GetString());
        Assert.Equal("EUR", first.GetProperty("eligible").GetProperty("currency").GetString());
        var older = Assert.Single(rest.RootElement.GetProperty("items").EnumerateArray());
        Assert.Equal("build", older.GetProperty("occasion").GetString(), ignoreCase: true);
        Assert.NotEqual(first.GetProperty("id").GetString(), older.GetProperty("id").GetString());
        Assert.False(rest.RootElement.TryGetProperty("next", out _));
    }

    [Fact]
    [Trait("Requirement", "PAY-1")]
    public async Task Decisions_ByContractIdOrNumber_AreTheSame()
    {
        await using var host = await PortalHost.NewAsync();
        await using var world = await PayoutWorld.InAsync(host, 2);
        await world.BuiltAsync();
        var client = await ClientAsync(host, world, "auditor", ApiScope.PayoutsRead);
        await using var db = await world.DbAsync();
        var contract = await db.Set<Contract>().SingleAsync(c => c.Number == "C-2");

        var byNumber = await client.GetStringAsync(Address("/api/v1/payouts/decisions?contract=C-2"));

        Assert.Equal(byNumber, await client.GetStringAsync(Address($"/api/v1/payouts/decisions?contract={contract.Id}")));
        await RefusedAsync(await client.GetAsync(Address("/api/v1/payouts/decisions?contract=C-99")), HttpStatusCode.NotFound,
            "shared.not-found");
        await RefusedAsync(await client.GetAsync(Address("/api/v1/payouts/decisions?limit=0")), HttpStatusCode.BadRequest, null);
        await RefusedAsync(await client.GetAsync(Address("/api/v1/payouts/decisions?cursor=x")), HttpStatusCode.BadRequest, null);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-4")]
    public async Task Batch_TellsTotalSignaturesAndItems(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        await using var world = await PayoutWorld.InAsync(host, 2);
        var id = await world.SubmittedAsync();
        Done(await world.ApproveAsync(id, world.Controller1));
        var client = await ClientAsync(host, world, "finance", ApiScope.PayoutsRead);

        using var batch = await ReadAsync(client, $"/api/v1/payouts/batches/{id}");

        Assert.Equal("1487.60", batch.RootElement.GetProperty("total").GetProperty("amount").GetString());
        Assert.Equal(await world.HashAsync(id), batch.RootElement.GetProperty("contentHash").GetString());
        var signature = Assert.Single(batch.RootElement.GetProperty("approvals").EnumerateArray());
        Assert.Equal("Carla Meyer", signature.GetProperty("name").GetString());
        Assert.True(signature.GetProperty("counts").GetBoolean());
        Assert.Equal(2, batch.RootElement.GetProperty("items").GetArrayLength());
        Assert.DoesNotContain("DE8937", batch.RootElement.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "SEC-2")]
    public async Task Payouts_WithoutKeyScopeOrPower_AreRefused()
    {
        await using var host = await PortalHost.NewAsync();
        await using var world = await PayoutWorld.InAsync(host, 1);
        var id = await world.BuiltAsync();
        string[] addresses = [$"/api/v1/payouts/batches/{id}", "/api/v1/payouts/decisions?contract=C-1"];
        var stranger = host.CreateClient();
        var narrow = await ClientAsync(host, world, "finance", ApiScope.LedgerRead);
        var powerless = await ClientAsync(host, world, "admin", ApiScope.PayoutsRead);

        foreach (var address in addresses)
        {
            await RefusedAsync(await stranger.GetAsync(Address(address)), HttpStatusCode.Unauthorized, "api.no-key");
            await RefusedAsync(await narrow.GetAsync(Address(address)), HttpStatusCode.Forbidden, "api.no-scope");
            await RefusedAsync(await powerless.GetAsync(Address(address)), HttpStatusCode.Forbidden, "shared.not-allowed");
        }
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "SEC-2")]
    public async Task Payouts_OfAnEntityThatIsNotTheirs_AreNotFound(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        await using var world = await PayoutWorld.InAsync(host, 1);
        var id = await world.BuiltAsync();
        await using (var db = await world.DbAsync())
        {
            var person = await db.Set<Person>().Include(p => p.Entities).SingleAsync(p => p.Id == world.As("auditor").Person);
            person.SetEntities([Template.America]);
            await db.SaveChangesAsync();
        }

        var client = await ClientAsync(host, world, "auditor", ApiScope.PayoutsRead);

        await RefusedAsync(await client.GetAsync(Address($"/api/v1/payouts/batches/{id}")), HttpStatusCode.NotFound,
            "shared.not-found");
        await RefusedAsync(await client.GetAsync(Address("/api/v1/payouts/decisions?contract=C-1")), HttpStatusCode.NotFound,
            "shared.not-found");
        using var all = await ReadAsync(client, "/api/v1/payouts/decisions");
        Assert.Equal(0, all.RootElement.GetProperty("items").GetArrayLength());
    }

    private static Uri Address(string path) => new(path, UriKind.Relative);

    private static async Task<JsonDocument> ReadAsync(HttpClient client, string path)
    {
        var answer = await client.GetAsync(Address(path));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text);
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string? code)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(code ?? problem.RootElement.GetProperty("code").GetString(), problem.RootElement.GetProperty("code")
            .GetString());
    }

    internal static async Task<HttpClient> ClientAsync(PortalHost host, PayoutWorld world, string account, string scope)
    {
        await using var db = await world.DbAsync();
        var person = world.As(account).Person;
        var (key, secret) = ApiKey.Make($"{account} {scope}", [scope], person, person, Template.Now);
        db.Add(key);
        await db.SaveChangesAsync();
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }
}
