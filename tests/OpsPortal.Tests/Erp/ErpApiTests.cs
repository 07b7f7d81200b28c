using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Api;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Features.Erp;
using OpsPortal.Tests.Ledger;

namespace OpsPortal.Tests.Erp;

/// <summary>Exports as programs read them, over real HTTP.</summary>
[Trait("Requirement", "ERP-1")]
public sealed class ErpApiTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Export_IsDescribedWithItsFiles_WhoseBytesHaveTheirHash(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        var export = await HandedOverAsync(host);
        var client = await ClientAsync(host, "finance", ApiScope.LedgerRead);

        using var told = JsonDocument.Parse(await client.GetStringAsync(At($"/api/v1/erp/exports/{export}")));

        var json = told.RootElement;
        Assert.Equal(("GenericCsv", "IE01", 2, 2), (json.GetProperty("target").GetString(),
            json.GetProperty("entityCode").GetString(), json.GetProperty("documents").GetInt32(),
            json.GetProperty("waiting").GetInt32()));
        Assert.NotEmpty(json.GetProperty("files").EnumerateArray());
        foreach (var file in json.GetProperty("files").EnumerateArray())
        {
            var number = file.GetProperty("number").GetInt32();
            using var answer = await client.GetAsync(At($"/api/v1/erp/exports/{export}/files/{number}"));
            var bytes = await answer.Content.ReadAsByteArrayAsync();
            Assert.Equal(file.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(bytes)));
            Assert.Equal(file.GetProperty("name").GetString(), answer.Content.Headers.ContentDisposition!.FileNameStar);
        }
    }

    [Fact]
    [Trait("Requirement", "SEC-1")]
    public async Task Export_WithoutKeyScopeOrTheCompany_IsRefused()
    {
        await using var host = await PortalHost.NewAsync();
        var export = await HandedOverAsync(host);
        var outside = await ClientAsync(host, "finance", ApiScope.CashRead);
        var reader = await ClientAsync(host, "finance", ApiScope.LedgerRead);
        var stranger = await ClientAsync(host, await StrangerAsync(host), ApiScope.LedgerRead);
        foreach (var path in new[] { $"/api/v1/erp/exports/{export}", $"/api/v1/erp/exports/{export}/files/1" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.CreateClient().GetAsync(At(path))).StatusCode);
            Assert.Equal(HttpStatusCode.Forbidden, (await outside.GetAsync(At(path))).StatusCode);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(At(path))).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync(At(path))).StatusCode);
        }

        using var missing = await reader.GetAsync(At($"/api/v1/erp/exports/{export}/files/99"));
        using var problem = JsonDocument.Parse(await missing.Content.ReadAsStringAsync());
        Assert.Equal((HttpStatusCode.NotFound, "shared.not-found"),
            (missing.StatusCode, problem.RootElement.GetProperty("code").GetString()));
    }

    private static async Task<ErpHandoverId> HandedOverAsync(PortalHost host)
    {
        await using (var db = await DbAsync(host))
        await using (var transaction = await db.Database.BeginTransactionAsync())
        {
            await host.Services.GetRequiredService<JournalWriter>().WriteAsync(db,
            [
                SomeDrafts.Payment("pi_0", 100, Instant.FromUtc(2026, 2, 2, 12, 0)),
                SomeDrafts.Payment("pi_1", 101, Instant.FromUtc(2026, 2, 3, 12, 0)),
            ], Template.Now, default);
            await transaction.CommitAsync();
        }

        var done = await host.Services.GetRequiredService<HandOverToErp>().RunAsync(
            new(Template.Ireland, ErpWorld.Span(), ErpChoice.New), (await Template.ActorsAsync(host.Store.Kind))["finance"],
            default);
        Assert.Null(done.Refusal);
        return done.Value;
    }

    private static async Task<PersonId> StrangerAsync(PortalHost host)
    {
        await using var db = await DbAsync(host);
        var person = new Person(new PersonId(Guid.CreateVersion7()), "Stranger", "stranger@demo.test");
        Assert.Null(person.SetRoles([Role.Finance], default, Template.Now).Refusal);
        db.AddRange(person, Identity.NewAccount.Of(person));
        await db.SaveChangesAsync();
        return person.Id;
    }

    private static async Task<HttpClient> ClientAsync(PortalHost host, string account, params string[] scopes) =>
        await ClientAsync(host, (await Template.ActorsAsync(host.Store.Kind))[account].Person, scopes);

    private static async Task<HttpClient> ClientAsync(PortalHost host, PersonId person, params string[] scopes)
    {
        await using var db = await DbAsync(host);
        var (key, secret) = ApiKey.Make($"{person} {scopes[0]}", [.. scopes], person, person, Template.Now);
        db.Add(key);
        await db.SaveChangesAsync();
        var client = host.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return client;
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    private static Uri At(string path) => new(path, UriKind.Relative);
}
