using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;

namespace OpsPortal.Tests.Security;

[Trait("Requirement", "SEC-3")]
public sealed class SessionLimitsTests
{
    private static readonly Uri Session = new("/account/session", UriKind.Relative);
    private static readonly Uri Desk = new("/", UriKind.Relative);

    [Fact]
    public async Task Session_WithoutASignOfItsPerson_EndsAfterFifteenMinutesAndSaysSo()
    {
        await using var host = await PortalHost.NewAsync();
        var clock = Stopped(host);
        using var client = await host.SignInAsync("finance");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Desk)).StatusCode);

        clock.Advance(Duration.FromMinutes(14));
        Assert.Equal(60, await LeftAsync(client, HttpMethod.Get));
        Assert.Equal(15 * 60, await LeftAsync(client, HttpMethod.Post));
        clock.Advance(Duration.FromMinutes(14));
        Assert.Equal(60, await LeftAsync(client, HttpMethod.Get));
        clock.Advance(Duration.FromMinutes(1));

        Assert.Null(await LeftAsync(client, HttpMethod.Get));
        Assert.Null(await LeftAsync(client, HttpMethod.Post));
        Assert.StartsWith("/account/sign-in", (await client.GetAsync(Desk)).Headers.Location!.PathAndQuery,
            StringComparison.Ordinal);
        Assert.Contains("no activity for 15 min", await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative)),
            StringComparison.Ordinal);
        await using var db = await DbAsync(host);
        Assert.Equal(1, await db.Set<UserSession>().CountAsync(session => session.EndedBecause == "no activity for 15 min"));
    }

    [Fact]
    public async Task Session_OfATirelessPerson_EndsAfterTwelveHours()
    {
        await using var host = await PortalHost.NewAsync();
        var clock = Stopped(host);
        using var client = await host.SignInAsync("finance");

        for (var i = 1; i < 72; i++)
        {
            clock.Advance(Duration.FromMinutes(10));
            Assert.NotNull(await LeftAsync(client, HttpMethod.Post));
        }

        clock.Advance(Duration.FromMinutes(10));
        Assert.Null(await LeftAsync(client, HttpMethod.Post));
    }

    [Fact]
    public async Task Limits_AreSettings()
    {
        await using var host = await PortalHost.NewAsync(settings: new Dictionary<string,
            string?> { ["Sessions:IdleMinutes"] = "5" });
        var clock = Stopped(host);
        using var client = await host.SignInAsync("finance");
        Assert.Contains("data-idle=\"300\"", await client.GetStringAsync(Desk), StringComparison.Ordinal);

        clock.Advance(Duration.FromMinutes(5));

        Assert.Null(await LeftAsync(client, HttpMethod.Get));
    }

    private static AppClock Stopped(PortalHost host)
    {
        var clock = host.Services.GetRequiredService<AppClock>();
        clock.Set(Instant.FromUtc(2026, 3, 2, 9, 0));
        return clock;
    }

    private static async Task<long?> LeftAsync(HttpClient client, HttpMethod method)
    {
        using var request = new HttpRequestMessage(method, Session);
        using var answer = await client.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.OK
            ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("secondsLeft").GetInt64()
            : null;
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
