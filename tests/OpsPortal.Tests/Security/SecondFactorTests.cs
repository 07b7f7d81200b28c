using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;
using OpsPortal.Features.People;

namespace OpsPortal.Tests.Security;

/// <summary>Where somebody needs a second factor, the password alone opens the page on which one is set up, and no
/// other.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class SecondFactorTests
{
    private const string Security = "/account/security";

    private static readonly Dictionary<string, string?> Required = new() { ["Sessions:SecondFactor"] = "Required" };

    private static readonly Dictionary<string, string?> Powers = new() { ["Sessions:SecondFactor"] = "Powers" };

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

        var wrong = await client.GiveFormAsync(Security, "switch-on", new()
        {
            ["Input.Proof"] = DemoPeople.Password, ["Input.Code"] = "000000",
        });
        var code = AuthenticatorCode.Of(key, host.Clock.GetCurrentInstant());
        var right = await client.GiveFormAsync(Security, "switch-on", new()
        {
            ["Input.Proof"] = DemoPeople.Password, ["Input.Code"] = code,
        });

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

        var said = await client.GiveFormAsync(Security, "switch-off", new() { ["Input.Proof"] = DemoPeople.Password });

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

    [Theory]
    [InlineData("ops", true)]
    [InlineData("finance", true)]
    [InlineData("controller1", true)]
    [InlineData("compliance", true)]
    [InlineData("admin", true)]
    [InlineData("approver", false)]
    [InlineData("auditor", false)]
    public async Task PasswordAlone_WherePowersAskForMore_OpensTheDeskOfWhoHasNone(string account, bool asked)
    {
        await using var host = await PortalHost.NewAsync(settings: Powers);
        using var client = await host.SignInAsync(account);

        using var answer = await client.GetAsync(new Uri("/", UriKind.Relative));

        Assert.Equal(asked ? Security : null, answer.Headers.Location?.OriginalString);
        if (asked)
        {
            var page = await client.GetStringAsync(new Uri(Security, UriKind.Relative));
            Assert.Contains("What your roles may do asks for a second factor", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Role_GivenToWhoIsSignedInByThePassword_GivesNothingUntilTheFirstFactorIsSetUp()
    {
        var people = await Template.ActorsAsync(StoreKind.Sqlite);
        await using var host = await PortalHost.NewAsync(settings: Powers);
        using var before = await host.SignInAsync("auditor");
        Assert.Equal(HttpStatusCode.OK, (await before.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);

        Assert.Null((await host.Services.GetRequiredService<ChangePerson>().RunAsync(
            new(people["auditor"].Person, [Role.Auditor, Role.Controller], [World.Ireland], false), people["admin"], default))
            .Refusal);

        Assert.Equal(HttpStatusCode.Redirect, (await before.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
        using var after = await host.SignInAsync("auditor");
        using var answer = await after.GetAsync(new Uri("/payouts", UriKind.Relative));
        Assert.Equal(Security, answer.Headers.Location!.OriginalString);
        await SwitchOnAsync(host, after, "auditor");
        Assert.Equal(HttpStatusCode.OK, (await after.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    // As a session that was opened before the setting was made.
    [Fact]
    public async Task Confirmation_ByThePasswordAlone_WherePowersAskForMore_IsRefused()
    {
        await using var host = await PortalHost.NewAsync(settings: Powers);
        using var client = await host.SignInAsync("auditor");
        Assert.Equal("ok", await ConfirmAsync(client));
        await using var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        var person = await db.Set<Person>().Include(p => p.Grants).SingleAsync(p => p.Email == "auditor@demo.test");
        Assert.False(person.SetRoles([Role.Controller], default, host.Clock.GetCurrentInstant()).IsRefused);
        await db.SaveChangesAsync();

        Assert.Contains("The password alone does not suffice", await ConfirmAsync(client), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("controller1", true)]
    [InlineData("approver", false)]
    public async Task Authenticator_WherePowersAskForIt_IsSwitchedOffByWhoHasNone(string account, bool stays)
    {
        await using var host = await PortalHost.NewAsync(settings: Powers);
        using var client = await host.SignInAsync(account);
        await SwitchOnAsync(host, client, account);
        host.Clock.Advance(Duration.FromSeconds(30));

        var code = AuthenticatorCode.Of(await host.Services.KeyAsync(account), host.Clock.GetCurrentInstant());
        var said = await client.GiveFormAsync(Security, "switch-off", new() { ["Input.Proof"] = code });

        Assert.Contains(stays ? "this is the only one you have" : "The authenticator is off", said, StringComparison.Ordinal);
        Assert.Equal(stays, await host.Services.AskAccountAsync(
            account, (accounts, one) => accounts.GetTwoFactorEnabledAsync(one)));
    }

    private static Task<string> ConfirmAsync(HttpClient client) =>
        client.GiveFormAsync(Security, "none", new() { ["Password"] = DemoPeople.Password }, "/account/step-up");

    private static async Task SwitchOnAsync(PortalHost host, HttpClient client, string account = "controller1")
    {
        var code = AuthenticatorCode.Of(await host.Services.KeyAsync(account), host.Clock.GetCurrentInstant());
        var said = await client.GiveFormAsync(Security, "switch-on", new()
        {
            ["Input.Proof"] = DemoPeople.Password, ["Input.Code"] = code,
        });
        Assert.Contains("The authenticator is on", said, StringComparison.Ordinal);
    }
}
