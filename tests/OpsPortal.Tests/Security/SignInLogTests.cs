using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Demo;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Security;

/// <summary>Each proof of identity stands in the log, taken or refused, and nothing that was typed does.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class SignInLogTests
{
    [Fact]
    public async Task SignIn_TakenOrRefused_IsLoggedWithMeansAccountAndAddress_AndWithoutSecrets()
    {
        await using var host = await PortalHost.NewAsync();
        using var lines = new Lines();
        host.Services.GetRequiredService<ILoggerFactory>().AddProvider(lines);
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        await client.TrySignInAsync("nobody", "a wrong secret");
        await client.TrySignInAsync("finance", "a wrong secret");
        await client.TrySignInAsync("finance", DemoPeople.Password);

        var told = lines.Of<SignInLog>();
        Assert.Equal(3, told.Count);
        const string refused = "^Warning: Proof by password refused, account[.]wrong-sign-in: account ";
        Assert.Matches($"{refused}[(]null[)], address .+$", told[0]);
        Assert.Matches(refused + "[0-9a-f-]{36}, address .+$", told[1]);
        Assert.Matches("^Information: Signed in by password: account [0-9a-f-]{36}, address .+$", told[2]);
        foreach (var secret in new[] { "a wrong secret", DemoPeople.Password, "@demo.test" })
            Assert.DoesNotContain(lines.All, line => line.Contains(secret, StringComparison.Ordinal));
    }
}
