using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using OpsPortal.Demo;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

/// <summary>Whoever sits at an open screen changes neither how its person signs in nor where they are signed in.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class OwnProofTests
{
    private const string Security = "/account/security";
    private const string Wrong = "The password or code is wrong.";
    private static readonly Uri Desk = new("/", UriKind.Relative);

    [Theory]
    [InlineData(null)]
    [InlineData("not the password")]
    public async Task Sessions_WithoutTheProof_GoOn(string? proof)
    {
        await using var host = await PortalHost.NewAsync();
        using var here = await host.SignInAsync("finance");
        using var there = await host.SignInAsync("finance");

        Assert.Contains(Wrong, await EndAsync(here, "others", proof), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync(Desk)).StatusCode);
    }

    [Fact]
    public async Task Session_WithThePassword_EndsAlone()
    {
        await using var host = await PortalHost.NewAsync();
        using var first = await host.SignInAsync("finance");
        using var here = await host.SignInAsync("finance");
        var known = (await OthersAsync(here)).Single();
        using var there = await host.SignInAsync("finance");

        var said = await EndAsync(here, known, DemoPeople.Password);

        Assert.Contains("That session has ended", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await first.GetAsync(Desk)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.GetAsync(Desk)).StatusCode);
    }

    [Fact]
    public async Task Failures_Lock_WhereverTheyAreMade()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        await GivePasskeyAsync(host);
        for (var i = 0; i < 5; i++)
        {
            _ = i % 2 == 0 ? await EndAsync(client, "others", "wrong")
                : await client.GiveFormAsync(Security, "forget", new() { ["Input.Proof"] = "wrong" });
        }

        var right = await EndAsync(client, "others", DemoPeople.Password);

        Assert.Contains("the account is locked", right, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Passkey_WithoutTheProof_IsNeitherRemovedNorAdded()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        var passkey = await GivePasskeyAsync(host);

        foreach (var proof in new[] { "", "not the password" })
        {
            Assert.Contains(Wrong, await ForgetAsync(client, passkey, proof), StringComparison.Ordinal);
            Assert.Contains(Wrong, await client.GiveFormAsync(
                Security, "none", new() { ["Proof"] = proof }, "/account/passkeys/creation-options"), StringComparison.Ordinal);
        }

        Assert.Equal(1, await PasskeysAsync(host));
        var said = await ForgetAsync(client, passkey, DemoPeople.Password);
        Assert.Contains("The passkey is removed", said, StringComparison.Ordinal);
        Assert.Equal(0, await PasskeysAsync(host));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not the password")]
    public async Task Authenticator_WithoutThePassword_IsNotSwitchedOn(string? proof)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        var code = AuthenticatorCode.Of(await host.Services.KeyAsync("finance"), host.Clock.GetCurrentInstant());

        var said = await client.GiveFormAsync(
            Security, "switch-on", new() { ["Input.Proof"] = proof ?? "", ["Input.Code"] = code });

        Assert.Contains(Wrong, said, StringComparison.Ordinal);
        Assert.False(await host.Services.AskAccountAsync("finance", (accounts, one) => accounts.GetTwoFactorEnabledAsync(one)));
    }

    [Fact]
    public async Task Proof_OfWhoHasAnAuthenticator_IsItsCodeOrARecoveryCodeOnce_AndNotThePassword()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        using var there = await host.SignInAsync("finance");
        var key = await host.Services.GiveAuthenticatorAsync("finance");
        var codes = await host.Services.AskAccountAsync(
            "finance", async (accounts, one) => (await accounts.GenerateNewTwoFactorRecoveryCodesAsync(one, 2))!.ToList());

        Assert.Contains(Wrong, await EndAsync(client, "others", DemoPeople.Password), StringComparison.Ordinal);
        Assert.Contains("Every other session has ended", await EndAsync(client, "others", codes[0]), StringComparison.Ordinal);
        using var further = await FurtherAsync(host, codes[1]);
        Assert.Contains(Wrong, await EndAsync(client, "others", codes[0]), StringComparison.Ordinal);
        var code = AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant());
        Assert.Contains("Every other session has ended", await EndAsync(client, "others", code), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await further.GetAsync(Desk)).StatusCode);
    }

    private static async Task<HttpClient> FurtherAsync(PortalHost host, string code)
    {
        var client = host.CreateClient(new() { AllowAutoRedirect = false });
        await client.TrySignInAsync("finance", DemoPeople.Password);
        await client.GiveFormAsync("/account/sign-in", "code", new() { ["Input.Code"] = code });
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Desk)).StatusCode);
        return client;
    }

    private static Task<string> EndAsync(HttpClient client, string session, string? proof) => client.GiveFormAsync(
        Security, "end-sessions", new() { ["Input.Session"] = session, ["Input.Proof"] = proof ?? "" });

    private static Task<string> ForgetAsync(HttpClient client, string passkey, string proof) => client.GiveFormAsync(
        Security, "forget", new() { ["Input.Passkey"] = passkey, ["Input.Proof"] = proof });

    private static async Task<IReadOnlyList<string>> OthersAsync(HttpClient client)
    {
        var page = await client.GetStringAsync(new Uri(Security, UriKind.Relative));
        return [.. Regex.Matches(page, "name=\"Input.Session\" value=\"([0-9a-f-]{36})\"")
            .Select(match => match.Groups[1].Value)];
    }

    private static async Task<string> GivePasskeyAsync(PortalHost host)
    {
        byte[] id = [1, 2, 3, 4];
        await host.Services.AskAccountAsync("finance", (accounts, account) => accounts.AddOrUpdatePasskeyAsync(
            account, new UserPasskeyInfo(id, [5], DateTimeOffset.UnixEpoch, 0, null, true, false, false, [6], [7])));
        return Convert.ToHexString(id);
    }

    private static Task<int> PasskeysAsync(PortalHost host) => host.Services.AskAccountAsync(
        "finance", async (accounts, account) => (await accounts.GetPasskeysAsync(account)).Count);
}
