using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Parties;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Banking;

/// <summary>Bank files as programs send them.</summary>
public sealed class BankStatementsApiTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-1")]
    [Trait("Requirement", "EVT-5")]
    public async Task Post_AFileAsBodyOrForm_AnswersWithItsLinesAndOnceOnly(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var client = await ClientAsync(host, kind, "finance", ApiScope.CashRead, ApiScope.CashWrite);
        var text = Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1") + Entry("2.00", Paid("Two"), "R-2"), closing: "110.85");

        var (status, first, _) = await PostAsync(client, "k-1", new StringContent(text));
        var (_, replayed, wasReplayed) = await PostAsync(client, "k-1", new StringContent(text));
        using var part = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        using var form = new MultipartFormDataContent { { part, "file", "march.xml" } };
        var (again, known, _) = await PostAsync(client, "k-2", form);
        var (reused, _, _) = await PostAsync(client, "k-1", new StringContent(text + " "));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity), (status, again, reused));
        Assert.Equal((2, 0), (first.GetProperty("linesTaken").GetInt32(), first.GetProperty("linesKnown").GetInt32()));
        Assert.Equal((0, 2, true), (known.GetProperty("linesTaken").GetInt32(), known.GetProperty("linesKnown").GetInt32(),
            known.GetProperty("takenBefore").GetBoolean()));
        Assert.True(wasReplayed);
        Assert.Equal(first.ToString(), replayed.ToString());
        var statement = Assert.Single(first.GetProperty("statements").EnumerateArray());
        Assert.Equal(("100.00", "110.85", "taken"), (statement.GetProperty("opening").GetProperty("amount").GetString(),
            statement.GetProperty("closing").GetProperty("amount").GetString(), statement.GetProperty("state").GetString()));

        var file = first.GetProperty("fileId").GetString();
        var page = await ReadAsync(client, $"/api/v1/receipts?file={file}&limit=1");
        var rest = await ReadAsync(client, $"/api/v1/receipts?file={file}&cursor={page.GetProperty("next").GetString()}");
        var line = page.GetProperty("items")[0];
        Assert.Equal(("customerReceipt", "unapplied", "8.85", "•••• 0189"), (line.GetProperty("class").GetString(),
            line.GetProperty("match").GetString(), line.GetProperty("amount").GetProperty("amount").GetString(),
            line.GetProperty("payerAccount").GetString()));
        Assert.Equal("2.00", Assert.Single(rest.GetProperty("items").EnumerateArray()).GetProperty("amount").GetProperty("amount")
            .GetString());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public async Task Post_ABrokenFile_IsAProblemWithEveryFault()
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host, StoreKind.Sqlite, "finance", ApiScope.CashWrite);
        var (status, problem, _) = await PostAsync(client, "k-1", new StringContent(Camt(Entry("1,5") + "\n" + Entry("2,5"))));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "banking.broken", 2), (status, problem.GetProperty("code").GetString(),
            problem.GetProperty("errorCount").GetInt32()));
        Assert.All(problem.GetProperty("errors").EnumerateArray(),
            fault => Assert.True(fault.GetProperty("line").GetInt32() > 0));
        var read = Assert.Single(problem.GetProperty("statements").EnumerateArray());
        Assert.Equal((Iban, 0), (read.GetProperty("account").GetString(), read.GetProperty("linesTaken").GetInt32()));
        var (_, rubbish, _) = await PostAsync(client, "k-2", new StringContent("\0\0nothing"));
        Assert.Equal("banking.broken", rubbish.GetProperty("code").GetString());
    }

    [Fact]
    [Trait("Requirement", "SEC-1")]
    public async Task Calls_WithoutKeyScopeOrPower_AreRefused()
    {
        await using var host = await PortalHost.NewAsync();
        var reader = await ClientAsync(host, StoreKind.Sqlite, "finance", ApiScope.CashRead);
        var auditor = await ClientAsync(host, StoreKind.Sqlite, "auditor", ApiScope.CashWrite, ApiScope.CashRead);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(host.CreateClient(), "k", new StringContent("x"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(reader, "k", new StringContent("x"))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await PostAsync(auditor, "k", new StringContent(Camt("")))).Status);
        var missing = await auditor.GetAsync(new Uri($"/api/v1/receipts?file={Guid.NewGuid()}", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Theory]
    [InlineData("receipts", 422)]
    [InlineData("receipts?file=", 422)]
    [InlineData("receipts?file=xyz", 404)]
    [InlineData("ledger/trial-balance?entity=xyz", 404)]
    [InlineData("ledger/trial-balance?entity=00000000-0000-0000-0000-000000000001", 404)]
    [Trait("Requirement", "CSH-1")]
    public async Task Get_OfWhatIsNoId_IsAProblemAndNeverOurFault(string address, int status)
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host, StoreKind.Sqlite, "finance", ApiScope.CashRead, ApiScope.LedgerRead);
        var uri = new Uri($"/api/v1/{address}", UriKind.Relative);
        var answer = await client.GetAsync(uri);
        Assert.Equal((status, "application/problem+json"),
            ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.CreateClient().GetAsync(uri)).StatusCode);
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    [Trait("Control", "T48")]
    public async Task Post_AFileAboveTwoMegabytes_IsTaken()
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host, StoreKind.Sqlite, "finance", ApiScope.CashWrite);
        var (status, taken, _) = await PostAsync(client, "k-1", new StringContent(ManyEntries(5_000)));
        Assert.Equal((HttpStatusCode.Created, 5_000), (status, taken.GetProperty("linesTaken").GetInt32()));
    }

    /// <summary>curl says so of any body that it is not told otherwise about.</summary>
    [Fact]
    [Trait("Requirement", "CSH-1")]
    public async Task Post_OfAFileThatCallsItselfAForm_IsReadAsAFile()
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host, StoreKind.Sqlite, "finance", ApiScope.CashWrite);
        using var body = new StringContent(Camt(Entry("8.85"), closing: "108.85"));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-www-form-urlencoded");
        var (status, taken, _) = await PostAsync(client, "k-1", body);
        Assert.Equal((HttpStatusCode.Created, 1), (status, taken.GetProperty("linesTaken").GetInt32()));
    }

    [Fact]
    [Trait("Requirement", "CSH-1")]
    public async Task Post_WithTheAccountOfAnUnknownNumber_IsTakenForThatNumberAlone()
    {
        await using var host = await PortalHost.NewAsync();
        var client = await ClientAsync(host, StoreKind.Sqlite, "finance", ApiScope.CashWrite);
        var one = Mt940(":61:260302C1,NTRFX\n", closing: "C260302EUR101,", account: "BANKBOOK/77");
        var other = Mt940(":61:260302C2,NTRFY\n", closing: "C260302EUR102,", account: "BANKBOOK/78");
        var (_, taken, _) = await PostAsync(client, "k-1", new StringContent($"{one}\n{other}"), $"?account={Iban}");
        Assert.Equal(["taken", "waitingForAccount"],
            taken.GetProperty("statements").EnumerateArray().Select(each => each.GetProperty("state").GetString()));
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body, bool Replayed)> PostAsync(
        HttpClient client, string key, HttpContent content, string query = "")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"/api/v1/bank-statements{query}", UriKind.Relative));
        request.Headers.Add("Idempotency-Key", key);
        request.Content = content;
        using var answer = await client.SendAsync(request);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, body.RootElement.Clone(), answer.Headers.Contains("Idempotent-Replayed"));
    }

    private static async Task<JsonElement> ReadAsync(HttpClient client, string path)
    {
        using var body = JsonDocument.Parse(await client.GetStringAsync(new Uri(path, UriKind.Relative)));
        return body.RootElement.Clone();
    }

    private static async Task<HttpClient> ClientAsync(PortalHost host, StoreKind kind, string account, params string[] scopes)
    {
        var person = (await Template.ActorsAsync(kind))[account].Person;
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var (key, secret) = ApiKey.Make($"{account} {scopes.Length}", [.. scopes], person, person, Template.Now);
        db.Add(key);
        if (!await db.Set<TreasuryAccount>().AnyAsync())
            db.Add(TreasuryAccount.Create(
                new(Guid.CreateVersion7()), Template.Ireland, "Main", Iban, Currency.Of("EUR"), true).Value);
        await db.SaveChangesAsync();
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }
}
