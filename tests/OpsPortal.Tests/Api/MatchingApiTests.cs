using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Api;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Api;

/// <summary>The trial run of the matching engine over HTTP.</summary>
[Trait("Requirement", "CSH-5")]
public sealed class MatchingApiTests
{
    private const string Body =
        """
        { "payments": [
            { "id": "p1", "amount": { "amount": "100.00", "currency": "EUR" }, "payerName": "Nordwind AG",
              "remittanceText": "inv 2026/17" },
            { "id": "p2", "amount": { "amount": "80.00", "currency": "EUR" }, "payerName": "Nordwind AG",
              "remittanceText": "INV-2026-0018" } ],
          "invoices": [
            { "id": "a", "number": "INV-2026-0017", "open": { "amount": "100.00", "currency": "EUR" }, "buyer": "n",
              "names": ["Nordwind AG"] },
            { "id": "b", "number": "INV-2026-0018", "open": { "amount": "90.00", "currency": "EUR" }, "buyer": "n",
              "names": ["Nordwind AG"] },
            { "id": "c", "number": "CN-3", "open": { "amount": "-5.00", "currency": "EUR" }, "buyer": "n" } ] }
        """;

    [Fact]
    public async Task Try_OfPaymentsAndInvoices_AnswersAndKeepsNothing()
    {
        await using var host = await PortalHost.NewAsync();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var client = await PayoutsApiTests.ClientAsync(host, world, "finance", ApiScope.MatchingTry);

        using var answer = JsonDocument.Parse(await (await PostAsync(client, Body)).Content.ReadAsStringAsync());

        Assert.Equal(1, answer.RootElement.GetProperty("automatic").GetInt32());
        Assert.Equal(1, answer.RootElement.GetProperty("suggested").GetInt32());
        var first = answer.RootElement.GetProperty("results")[0];
        Assert.Equal("automatic", first.GetProperty("decision").GetString());
        Assert.Equal("exactReference", first.GetProperty("rule").GetString());
        Assert.Equal("a", first.GetProperty("allocations")[0].GetProperty("invoice").GetString());
        var second = answer.RootElement.GetProperty("results")[1].GetProperty("candidates")[0];
        Assert.Equal("b", second.GetProperty("allocations")[0].GetProperty("invoice").GetString());
        Assert.Equal("numberNamed", second.GetProperty("evidence")[0].GetProperty("feature").GetString());
        await using var db = await world.DbAsync();
        Assert.Empty(await db.Set<MatchRecord>().ToListAsync());
    }

    [Theory]
    [InlineData("80.00", "80.001", HttpStatusCode.UnprocessableEntity, "payments[1].amount")]
    [InlineData("p2", "p1", HttpStatusCode.UnprocessableEntity, "payments")]
    [InlineData("CN-3", " ", HttpStatusCode.UnprocessableEntity, "invoices[2].number")]
    [InlineData("payerName", "payer", HttpStatusCode.BadRequest, null)]
    public async Task Try_OfWhatIsWrong_SaysWhere(string from, string to, HttpStatusCode status, string? field)
    {
        await using var host = await PortalHost.NewAsync();
        await using var world = await PayoutWorld.InAsync(host, 2);
        var client = await PayoutsApiTests.ClientAsync(host, world, "finance", ApiScope.MatchingTry);

        var answer = await PostAsync(client, Body.Replace(from, to, StringComparison.Ordinal));

        Assert.Equal(status, answer.StatusCode);
        using var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        if (field is not null)
            Assert.Equal(field, problem.RootElement.GetProperty("field").GetString());
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string body) => client.PostAsync(
        new Uri("/api/v1/matching/try", UriKind.Relative), new StringContent(body, Encoding.UTF8, "application/json"));
}
