using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Demo;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

/// <summary>Which passwords are taken, how they are changed, and what wrong ones lead to.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class PasswordRulesTests
{
    private const string Security = "/account/security";
    private const string Harbour = "a quiet harbour at dusk";

    [Theory]
    [InlineData("violin harbour", false)]
    [InlineData("violin harbours", true)]
    [InlineData("violinharbourlamp", true)]
    [InlineData("Ünïcode  häfen ☂ 雨の港", true)]
    [InlineData("one long sentence about the harbour, the violin, the lamp and all of the grey ships that came at dusk", true)]
    public async Task Password_NeedsFifteenCharactersAndNothingElse(string password, bool taken)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");

        var said = await ChangeAsync(client, DemoPeople.Password, password);

        Assert.Equal(taken, said.Contains("The password is changed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Change_NeedsTheCurrentPassword_AndEndsEveryOtherSession()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        using var other = await host.SignInAsync("finance");

        var wrong = await ChangeAsync(client, "not the password", Harbour);
        var right = await ChangeAsync(client, DemoPeople.Password, Harbour);

        Assert.DoesNotContain("The password is changed", wrong, StringComparison.Ordinal);
        Assert.Contains("The password is changed", right, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Redirect, (await other.GetAsync(new Uri("/", UriKind.Relative))).StatusCode);
    }

    [Theory]
    [InlineData(Harbour, true)]
    [InlineData("A quiet harbour at dusk", false)]
    [InlineData("a quiet harbour at dusk ", false)]
    [InlineData("a quiet harbour at dus", false)]
    public async Task Password_IsComparedAsItWasGiven(string given, bool fits)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await host.SignInAsync("finance");
        await ChangeAsync(client, DemoPeople.Password, Harbour);
        await using var scope = host.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();

        var account = (await accounts.FindByEmailAsync("finance@demo.test"))!;

        Assert.Equal(fits, await accounts.CheckPasswordAsync(account, given));
    }

    [Fact]
    public async Task SignIn_AfterFiveWrongPasswords_IsRefusedWithTheRightOneToo()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });
        for (var i = 0; i < 5; i++)
            await client.TrySignInAsync("finance", "wrong");

        var right = await client.TrySignInAsync("finance", DemoPeople.Password);
        var another = await client.TrySignInAsync("ops", DemoPeople.Password);

        Assert.Contains("Refused: the account is locked.", right, StringComparison.Ordinal);
        Assert.DoesNotContain("Not signed in", another, StringComparison.Ordinal);
    }

    private static Task<string> ChangeAsync(HttpClient client, string current, string next) => client.GiveFormAsync(
        Security, "change-password", new() { ["Input.Password"] = current, ["Input.NewPassword"] = next });
}
