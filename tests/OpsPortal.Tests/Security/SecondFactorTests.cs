using System.Net;
using OpsPortal.Demo;

namespace OpsPortal.Tests.Security;

/// <summary>Where everybody needs a second factor, the password alone opens the page on which one is set up, and no
/// other.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class SecondFactorTests
{
    private const string Security = "/account/security";

    private static readonly Dictionary<string, string?> Required = new() { ["Sessions:SecondFactor"] = "Required" };

    [Theory]
    [InlineData("/")]
    [InlineData("/payouts/batches")]
    [InlineData("/cash")]
    public async Task PasswordAlone_LeadsToTheSetUp_WhateverIsAskedFor(string path)
    {
        await using var host = await PortalHost.NewAsync(settings: Required);
        using var client = await host.SignInAsync("controller1");

        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(Security, answer.Headers.Location!.OriginalString);
        var page = await client.GetStringAsync(new Uri(Security, UriKind.Relative));
        Assert.Contains("This portal asks everybody for a second factor", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordAlone_ConfirmsNothing()
    {
        await using var host = await PortalHost.NewAsync(settings: Required);
        using var client = await host.SignInAsync("controller1");

        var said = await client.GiveFormAsync(Security, "none", new() { ["Password"] = DemoPeople.Password }, "/account/step-up");

        Assert.DoesNotContain("ok", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Authenticator_OnceSetUp_OpensThePortalAndIsAskedForFromThenOn()
    {
        await using var host = await PortalHost.NewAsync(settings: Required);
        using var client = await host.SignInAsync("controller1");
        var key = await host.Services.KeyAsync("controller1");

        var wrong = await client.GiveFormAsync(Security, "switch-on", new() { ["Input.Code"] = "000000" });
        var code = AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant());
        var right = await client.GiveFormAsync(Security, "switch-on", new() { ["Input.Code"] = code });

        Assert.Contains("The code does not fit the key", wrong, StringComparison.Ordinal);
        Assert.Contains("The authenticator is on", right, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        using var another = host.CreateClient(new() { AllowAutoRedirect = false });
        Assert.Contains("Code", await another.TrySignInAsync("controller1", DemoPeople.Password), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await another.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Fact]
    public async Task Authenticator_ThatIsTheOnlyFactor_IsNotSwitchedOff()
    {
        await using var host = await PortalHost.NewAsync(settings: Required);
        using var client = await host.SignInAsync("controller1");
        await SwitchOnAsync(host, client);

        var said = await client.GiveFormAsync(Security, "switch-off", new() { ["Input.Password"] = DemoPeople.Password });

        Assert.Contains("this is the only one you have", said, StringComparison.Ordinal);
        Assert.True(await host.Services.AskAccountAsync(
            "controller1", (accounts, account) => accounts.GetTwoFactorEnabledAsync(account)));
    }

    [Fact]
    public async Task Session_ThatAnotherOpenedByThePassword_GetsNoPowersByTheFactorOfItsPerson()
    {
        await using var host = await PortalHost.NewAsync(settings: Required);
        using var thief = await host.SignInAsync("controller1");
        using var client = await host.SignInAsync("controller1");

        await SwitchOnAsync(host, client);

        using var answer = await thief.GetAsync(new Uri("/", UriKind.Relative));
        Assert.StartsWith("/account/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PasswordAlone_WhereItIsOptional_OpensTheDesk()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("controller1");

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    private static async Task SwitchOnAsync(PortalHost host, HttpClient client)
    {
        var key = await host.Services.KeyAsync("controller1");
        await client.GiveFormAsync(
            Security, "switch-on", new() { ["Input.Code"] = AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant()) });
    }
}
