using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Demo;

namespace OpsPortal.Tests.Security;

/// <summary>A code of an authenticator serves once, for one thing, and only while it is fresh.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class AuthenticatorTests
{
    private const string SignIn = "/account/sign-in";
    private const string UsedAlready = "That code was used already; wait for the next one.";

    [Theory, OnSqlite, OnPostgres]
    public async Task Code_GivenTwice_SignsInOnce(StoreKind kind)
    {
        await using var host = await HostAsync(kind);
        var key = await host.Services.GiveAuthenticatorAsync("finance");
        var code = AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant());

        // After a failure the account is saved at the sign-in, which must not bring the old step back.
        Assert.Contains("The code is wrong", await GiveAsync(await AtTheCodeAsync(host), "000000"), StringComparison.Ordinal);
        await GiveAsync(await AtTheCodeAsync(host), code);
        Assert.Equal(1, await SessionsAsync(host));
        Assert.Contains(UsedAlready, await GiveAsync(await AtTheCodeAsync(host), code), StringComparison.Ordinal);
        Assert.Equal(1, await SessionsAsync(host));

        host.Clock.Advance(Duration.FromSeconds(30));
        await GiveAsync(await AtTheCodeAsync(host), AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant()));
        Assert.Equal(2, await SessionsAsync(host));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Code_GivenByManyAtOnce_OpensOneSession(StoreKind kind)
    {
        await using var host = await HostAsync(kind);
        var key = await host.Services.GiveAuthenticatorAsync("finance");
        for (var round = 1; round <= 3; round++)
        {
            var clients = new List<HttpClient>();
            for (var one = 0; one < 6; one++)
                clients.Add(await AtTheCodeAsync(host));
            var code = AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant());

            var said = await Task.WhenAll(clients.Select(client => Task.Run(() => GiveAsync(client, code))));

            Assert.Equal(5, said.Count(text => text.Contains(UsedAlready, StringComparison.Ordinal)));
            Assert.Equal(round, await SessionsAsync(host));
            host.Clock.Advance(Duration.FromSeconds(30));
        }
    }

    [Theory]
    [InlineData(29, true)]
    [InlineData(39, true)]
    [InlineData(40, false)]
    public async Task Code_OfAnEarlierStep_SignsInForTenSecondsMore(int seconds, bool signsIn)
    {
        await using var host = await HostAsync(StoreKind.Sqlite);
        var code = AuthenticatorCode.Of(
            await host.Services.GiveAuthenticatorAsync("finance"), host.Clock.GetCurrentInstant());
        var client = await AtTheCodeAsync(host);
        host.Clock.Advance(Duration.FromSeconds(seconds));

        await GiveAsync(client, code);

        Assert.Equal(signsIn ? 1 : 0, await SessionsAsync(host));
    }

    [Fact]
    public async Task Code_ThatSignedIn_ConfirmsNothing_AndOneThatConfirmedConfirmsNothingElse()
    {
        await using var host = await HostAsync(StoreKind.Sqlite);
        var key = await host.Services.GiveAuthenticatorAsync("controller1");
        var client = await AtTheCodeAsync(host, "controller1");
        await GiveAsync(client, AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant()));

        Assert.Contains(UsedAlready, await ConfirmAsync(client, host, key), StringComparison.Ordinal);
        host.Clock.Advance(Duration.FromSeconds(30));
        Assert.Equal("ok", await ConfirmAsync(client, host, key));
        Assert.Contains(UsedAlready, await ConfirmAsync(client, host, key), StringComparison.Ordinal);
        Assert.Contains("wrong", await ConfirmAsync(client, DemoPeople.Password), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Codes_Guessed_LockTheAccount_ThoughTheRightPasswordIsGivenBetweenThem()
    {
        await using var host = await HostAsync(StoreKind.Sqlite);
        await host.Services.GiveAuthenticatorAsync("finance");
        for (var i = 0; i < 5; i++)
            await GiveAsync(await AtTheCodeAsync(host), "000000");
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        var said = await client.TrySignInAsync("finance", DemoPeople.Password);

        Assert.Contains("the account is locked", said, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Codes_GuessedAtOnce_AllCount(StoreKind kind)
    {
        await using var host = await HostAsync(kind);
        await host.Services.GiveAuthenticatorAsync("finance");
        var clients = new List<HttpClient>();
        for (var one = 0; one < 8; one++)
            clients.Add(await AtTheCodeAsync(host));

        await Task.WhenAll(clients.Select(client => Task.Run(() => GiveAsync(client, "000000"))));

        Assert.True(await host.Services.AskAccountAsync(
            "finance", (accounts, account) => accounts.IsLockedOutAsync(account)));
    }

    [Fact]
    public async Task Code_WithoutThePasswordBefore_IsToldNothing()
    {
        await using var host = await HostAsync(StoreKind.Sqlite);
        var code = AuthenticatorCode.Of(
            await host.Services.GiveAuthenticatorAsync("finance"), host.Clock.GetCurrentInstant());
        await GiveAsync(await AtTheCodeAsync(host), code);
        using var stranger = host.CreateClient(new() { AllowAutoRedirect = false });

        var said = await stranger.GiveFormAsync(SignIn, "code",
            new() { ["Input.Email"] = "finance@demo.test", ["Input.Code"] = code });

        Assert.DoesNotContain(UsedAlready, said, StringComparison.Ordinal);
    }

    // It stands at the beginning of a step.
    private static async Task<PortalHost> HostAsync(StoreKind kind)
    {
        var host = await PortalHost.NewAsync(kind);
        host.Clock.Set(Instant.FromUnixTimeSeconds(host.Clock.GetCurrentInstant().ToUnixTimeSeconds() / 30 * 30));
        return host;
    }

    private static async Task<HttpClient> AtTheCodeAsync(PortalHost host, string account = "finance")
    {
        var client = host.CreateClient(new() { AllowAutoRedirect = false });
        Assert.Contains("six digits", await client.TrySignInAsync(account, DemoPeople.Password), StringComparison.Ordinal);
        return client;
    }

    private static Task<string> GiveAsync(HttpClient client, string code) =>
        client.GiveFormAsync(SignIn, "code", new() { ["Input.Code"] = code });

    private static Task<string> ConfirmAsync(HttpClient client, PortalHost host, string key) =>
        ConfirmAsync(client, AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant()));

    private static Task<string> ConfirmAsync(HttpClient client, string secret) =>
        client.GiveFormAsync("/account/security", "none", new() { ["Password"] = secret }, "/account/step-up");

    private static async Task<int> SessionsAsync(PortalHost host)
    {
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        return await db.Set<UserSession>().CountAsync(session => session.Device == "Unknown device");
    }
}
