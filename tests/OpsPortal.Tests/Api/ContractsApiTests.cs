using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Tests.Contracts;

namespace OpsPortal.Tests.Api;

public sealed class ContractsApiTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-5")]
    public async Task Post_TwiceWithOneKey_MakesOneContractAndGivesTheFirstAnswer(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var (client, body) = await ReadyAsync(host);

        var first = await PostAsync(client, body, "k-1");
        var second = await PostAsync(client, body, "k-1");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        await using var db = await DbAsync(host);
        Assert.Equal(1, await db.Set<Contract>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-1")]
    public async Task Trace_OfTheKeyAndTheRequestOfACall_MarksWhatItMade(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var (client, body) = await ReadyAsync(host);
        var posted = await PostAsync(client, body, "6f1f3c9e-4f0e-4f5b-9d0a-0c6a1f0f7b11");
        var made = posted.Headers.Location!.ToString().Split('/')[^1];

        foreach (var id in new[] { "6f1f3c9e-4f0e-4f5b-9d0a-0c6a1f0f7b11", posted.Headers.GetValues("X-Request-Id").Single() })
        {
            using var traced = await PageAsync(client, $"/api/v1/trace/{id}");
            var marked = traced.RootElement.GetProperty("steps").EnumerateArray()
                .SelectMany(step => step.GetProperty("nodes").EnumerateArray())
                .Where(node => node.GetProperty("marked").GetBoolean()).ToList();
            Assert.Contains(marked, node => node.GetProperty("kind").GetString() == "Contract"
                && node.GetProperty("id").GetString() == made);
            Assert.Contains(marked, node => node.GetProperty("kind").GetString() is "Call" or "Act");
        }
    }

    [Fact]
    [Trait("Requirement", "EVT-5")]
    public async Task Post_AtOnceWithOneKey_MakesOneContract()
    {
        await using var host = await PortalHost.NewAsync();
        var (client, body) = await ReadyAsync(host);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(client, body, "k-race")));

        Assert.All(answers, answer => Assert.True(answer.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict));
        await using var db = await DbAsync(host);
        Assert.Equal(1, await db.Set<Contract>().CountAsync());
    }

    [Fact]
    [Trait("Requirement", "EVT-5")]
    public async Task Post_WithoutAKeyOrWithAnotherBody_IsRefused()
    {
        await using var host = await PortalHost.NewAsync();
        var (client, body) = await ReadyAsync(host);
        await PostAsync(client, body, "k-1");

        await RefusedAsync(await PostAsync(client, body, null), HttpStatusCode.BadRequest, "api.idempotency-key-missing");
        await RefusedAsync(
            await PostAsync(client, body.Replace("Q-1", "Q-2", StringComparison.Ordinal), "k-1"),
            HttpStatusCode.UnprocessableEntity, "api.idempotency-key-reused");
    }

    [Theory]
    [InlineData("\"number\":null", "\"unknown\":1", HttpStatusCode.BadRequest, "api.bad-json")]
    [InlineData("\"number\":null", "\"program\":\"TEST\"", HttpStatusCode.BadRequest, "api.bad-json")]
    [InlineData("\"1000.00\"", "\"1000.001\"", HttpStatusCode.UnprocessableEntity, "shared.too-many-decimals")]
    [InlineData("\"1000.00\"", "\"-1.00\"", HttpStatusCode.UnprocessableEntity, "shared.not-an-amount")]
    [InlineData("\"1000.00\"", "\"500.00\"", HttpStatusCode.UnprocessableEntity, "contracts.item-not-positive")]
    [InlineData("\"market\":\"TEST\"", "\"market\":\"NONE\"", HttpStatusCode.UnprocessableEntity, "contracts.unknown-reference")]
    public async Task Post_OfABadBody_IsRefusedByField(string find, string replace, HttpStatusCode status, string code)
    {
        await using var host = await PortalHost.NewAsync();
        var (client, body) = await ReadyAsync(host);
        Assert.Contains(find, body, StringComparison.Ordinal);

        await RefusedAsync(await PostAsync(client, body.Replace(find, replace, StringComparison.Ordinal), "k-bad"), status, code);
    }

    [Fact]
    public async Task Get_OfAnUnknownIdOrWithoutAKey_IsAProblemWithTheRequestId()
    {
        await using var host = await PortalHost.NewAsync();
        var (client, _) = await ReadyAsync(host);

        var unknown = await client.GetAsync(new Uri($"/api/v1/contracts/{Guid.NewGuid()}", UriKind.Relative));
        var stranger = await host.CreateClient().GetAsync(new Uri("/api/v1/contracts", UriKind.Relative));

        await RefusedAsync(unknown, HttpStatusCode.NotFound, "shared.not-found");
        await RefusedAsync(stranger, HttpStatusCode.Unauthorized, "api.no-key");
    }

    [Fact]
    public async Task List_ByCursor_GivesEveryContractOnce()
    {
        await using var host = await PortalHost.NewAsync();
        var (client, body) = await ReadyAsync(host);
        foreach (var key in new[] { "a", "b", "c" })
            await PostAsync(client, body, key);

        var first = await PageAsync(client, "/api/v1/contracts?limit=2");
        var second = await PageAsync(client,
            $"/api/v1/contracts?limit=2&cursor={first.RootElement.GetProperty("next").GetString()}");

        Assert.Equal(2, first.RootElement.GetProperty("items").GetArrayLength());
        Assert.Equal(1, second.RootElement.GetProperty("items").GetArrayLength());
        Assert.False(second.RootElement.TryGetProperty("next", out _));
    }

    private static async Task<JsonDocument> PageAsync(HttpClient client, string address) =>
        JsonDocument.Parse(await client.GetStringAsync(new Uri(address, UriKind.Relative)));

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string code)
    {
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal(code, problem.RootElement.GetProperty("code").GetString());
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(answer.Headers.GetValues("X-Request-Id").Single(), problem.RootElement.GetProperty("requestId").GetString());
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body, string? key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/contracts")
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request);
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    private static async Task<(HttpClient Client, string Body)> ReadyAsync(PortalHost host)
    {
        var client = host.CreateClient();
        var finance = (await Template.ActorsAsync(host.Store.Kind))["finance"].Person;
        await using var db = await DbAsync(host);
        var setUp = await ContractSetUp.MakeAsync(db);
        var (key, secret) = ApiKey.Make("Test", ApiScope.All, finance, finance, Template.Now);
        db.Add(key);
        await db.SaveChangesAsync();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return (client, $$$"""
            {"legalEntity":"IE01","buyer":"{{{setUp.Buyer.Id}}}","number":null,"program":"TEST","market":"TEST",
             "total":{"amount":"1000.00","currency":"EUR"},
             "feePercent":"10","terms":{"due":"netDays","netDays":14},"payees":[{"payee":"{{{setUp.Payee.Id}}}"}],
             "plan":[{"kind":"milestone","name":"Design","amount":{"amount":"600.00","currency":"EUR"},"criteria":["Approved"]},
                     {"kind":"closing","name":"Closing","remainder":true}],
             "proposal":{"sourceSystem":"quotes","sourceId":"Q-1","acceptedAt":"2026-03-01T10:00:00Z","acceptedBy":"buyer",
                         "document":{"quote":"Q-1"} } }
            """);
    }
}
