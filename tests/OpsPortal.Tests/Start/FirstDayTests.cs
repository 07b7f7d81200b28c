using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsPortal.Data;
using OpsPortal.Data.Start;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Start;

/// <summary>What the first people of an installation see: how to come in, and until when a new controller waits.</summary>
[Trait("Requirement", "OPS-1")]
public sealed class FirstDayTests
{
    [Fact]
    public async Task Start_WithoutPeople_SaysHowTheFirstComesIn()
    {
        await using var store = TestStore.Empty(StoreKind.Sqlite);
        await using var portal = TestPortal.Build(store);
        await portal.Services.GetRequiredService<Schema>().BringUpAsync(default);

        Assert.Contains(await LoggedAsync(portal.Services), line => line.Contains("create-admin", StringComparison.Ordinal));
        await using var world = await World.NewAsync();
        Assert.Empty(await LoggedAsync(world.Services));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "SEC-2")]
    public async Task Refused_ToANewController_SaysFromWhenTheyCount_AndWhoActsMeanwhile(StoreKind kind)
    {
        await using var host = await PortalHost.NewAsync(kind);
        using (var settled = await host.SignInAsync("controller2"))
            Assert.DoesNotContain("counts from", await RefusedAsync(settled), StringComparison.Ordinal);
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync())
        {
            var now = host.Services.GetRequiredService<IClock>().GetCurrentInstant();
            var person = await db.Set<Person>().Include(one => one.Grants)
                .SingleAsync(one => one.Email == "controller2@demo.test");
            Assert.Null(person.SetRoles([], default, now).Refusal);
            Assert.Null(person.SetRoles([Role.Controller], default, now).Refusal);
            await db.SaveChangesAsync();
        }

        using var client = await host.SignInAsync("controller2");
        var page = await RefusedAsync(client);

        Assert.Contains("Your role Controller counts from", page, StringComparison.Ordinal);
        Assert.Contains("ask Carla Meyer.", page, StringComparison.Ordinal);
        using var stranger = host.CreateClient();
        Assert.DoesNotContain("counts from", await RefusedAsync(stranger), StringComparison.Ordinal);
    }

    private static Task<string> RefusedAsync(HttpClient client) =>
        client.GetStringAsync(new Uri("/account/refused", UriKind.Relative));

    private static async Task<IReadOnlyList<string>> LoggedAsync(IServiceProvider services)
    {
        using var lines = new Lines();
        using var factory = LoggerFactory.Create(builder => builder.AddProvider(lines));
        var start = new FirstAdminStart(
            services.GetRequiredService<IDbContextFactory<OpsDbContext>>(), factory.CreateLogger<FirstAdminStart>());
        await start.RunAsync(default);
        return lines.Of<FirstAdminStart>();
    }
}
