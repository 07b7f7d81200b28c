using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Components;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Features.Cash;
using OpsPortal.Identity;
using OpsPortal.Outbox;

namespace OpsPortal.Tests.Security;

/// <summary>Mails, files and reads are not given faster than a person can use them.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class PaceTests
{
    private const string Forgotten = "/account/forgot-password";
    private const string OnItsWay = "a link is on its way";
    private const string TooMany = "No link was sent.";

    [Fact]
    public async Task LinksOfAnAccount_BeyondThreeInAnHour_AreRefusedAlike_WhetherOrNotItExists()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient();

        foreach (var account in new[] { "auditor@demo.test", "nobody@example.test" })
        {
            for (var i = 0; i < LinkPace.MostOfAnAccount; i++)
                Assert.Contains(OnItsWay, await AskAsync(client, account), StringComparison.Ordinal);
            Assert.Contains(TooMany, await AskAsync(client, account), StringComparison.Ordinal);
            Assert.Contains(TooMany, await AskAsync(client, $" {account.ToUpperInvariant()} "), StringComparison.Ordinal);
        }

        Assert.Contains(OnItsWay, await AskAsync(client, "ops@demo.test"), StringComparison.Ordinal);
        await using var db = await DbAsync(host);
        Assert.Equal(4, await db.Set<OutboxMessage>().CountAsync());
    }

    [Fact]
    public async Task LinksOfAnAddress_BeyondItsMost_AreRefusedForEveryAccount()
    {
        await using var host = await HostAsync("Sessions:LinksOfAnAddress");
        using var client = host.CreateClient();

        Assert.Contains(OnItsWay, await AskAsync(client, "auditor@demo.test"), StringComparison.Ordinal);
        Assert.Contains(OnItsWay, await AskAsync(client, "ops@demo.test"), StringComparison.Ordinal);
        Assert.Contains(TooMany, await AskAsync(client, "finance@demo.test"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_BeyondAPersonsMost_AreRefusedWithWords_AndPagesAreNot()
    {
        await using var host = await HostAsync("Sessions:FilesPerHour");
        using var finance = await host.SignInAsync("finance");
        using var auditor = await host.SignInAsync("auditor");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK],
            [await StatusAsync(finance, "/cash/list.csv"), await StatusAsync(finance, "/ledger/roll-forward.csv")]);
        foreach (var path in new[] { "/cash/list.csv", "/exceptions/list.csv", $"/invoices/{Guid.Empty}/pdf" })
        {
            using var refused = await finance.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter?.Delta);
            Assert.Contains("You have taken 2 files within an hour", await refused.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK],
            [await StatusAsync(finance, "/cash"), await StatusAsync(auditor, "/cash/list.csv")]);
    }

    [Fact]
    public async Task Reads_BeyondAPersonsMost_AreRefused_AndThoseOfOthersAndOfJobsAreNot()
    {
        await using var world = await World.NewAsync(
            settings: new Dictionary<string, string?> { ["Sessions:ReadsPerMinute"] = "2" });
        async Task<string?> ReadAsync(Actor actor) => (await world.Use<ReceiptList>()
            .RunAsync(new(false, null, ListPlace.First), actor, default)).Refusal?.Code;

        Assert.Null(await ReadAsync(world.As("finance")));
        Assert.Null(await ReadAsync(world.As("finance")));
        Assert.Equal("shared.too-many-reads", await ReadAsync(world.As("finance")));
        Assert.Null(await ReadAsync(world.As("auditor")));
        for (var i = 0; i < 3; i++)
            Assert.Null(await ReadAsync(Actor.System("test")));
    }

    private static Task<PortalHost> HostAsync(string setting) =>
        PortalHost.NewAsync(settings: new Dictionary<string, string?> { [setting] = "2" });

    private static Task<string> AskAsync(HttpClient client, string email) =>
        client.GiveFormAsync(Forgotten, "forgot", new() { ["Input.Email"] = email });

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        return answer.StatusCode;
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
