using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Shell.Start;

namespace OpsPortal.Tests.Security;

/// <summary>An installation has nobody in it until an operator makes somebody, and serves nothing of the demo.</summary>
[Trait("Requirement", "SEC-3")]
public sealed class DefaultAccountsTests
{
    [Fact]
    public async Task EmptyInstallation_AsItIsDelivered_HasNoAccountOnceStarted()
    {
        await using var store = TestStore.Empty(StoreKind.Sqlite);
        var noJobs = new Dictionary<string, string?> { ["Jobs:Enabled"] = "false" };
        await using var portal = TestPortal.Build(store, noJobs, asDelivered: true);
        Assert.True(portal.Environment.IsProduction(), portal.Environment.EnvironmentName);
        Assert.Equal("15", portal.Configuration["Sessions:IdleMinutes"]);
        Assert.Null(portal.Configuration["Demo:Enabled"]);

        await portal.StartStepsAsync();

        await using var db = await portal.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        Assert.Equal(0, await db.Users.CountAsync());
        Assert.Equal(0, await db.Set<Person>().CountAsync());
        await portal.StopAsync();
    }

    [Fact]
    public async Task SignIn_OutsideTheDemo_NamesNoAccountAndServesNoSandbox()
    {
        await using var host = await PortalHost.NewAsync();
        using var client = host.CreateClient(new() { AllowAutoRedirect = false });

        var page = await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var provider = await client.GetAsync(new Uri("/sandbox-provider/v1/events", UriKind.Relative));

        Assert.DoesNotContain("@demo.test", page, StringComparison.Ordinal);
        Assert.False(provider.IsSuccessStatusCode, $"{provider.StatusCode}");
    }
}
