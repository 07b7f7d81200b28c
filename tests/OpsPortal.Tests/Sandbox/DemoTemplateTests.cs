using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;
using OpsPortal.Features.Sandbox;

namespace OpsPortal.Tests.Sandbox;

[Trait("Requirement", "EVT-7")]
public sealed class DemoTemplateTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task PutBack_OnEachStore_BringsBackWhatWasKept(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, new Dictionary<string, string?> { ["Demo:Enabled"] = "true" });
        await world.Use<DemoTemplate>().KeepAsync(default);
        for (var round = 0; round < 2; round++)
        {
            var actor = await world.AddPersonAsync("Nora", [Role.Ops], World.Ireland);

            var done = await world.Use<ResetDemo>().RunAsync(actor, default);

            Assert.Null(done.Refusal?.Text);
            await using var db = await world.DbAsync();
            Assert.Equal(8, await db.Set<Person>().CountAsync());
            Assert.Empty(await DatabaseGuards.MissingAsync(db, default));
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task PutBack_WithNothingKept_IsRefusedAndChangesNothing(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind, new Dictionary<string, string?> { ["Demo:Enabled"] = "true" });
        var actor = await world.AddPersonAsync("Nora", [Role.Ops], World.Ireland);

        var refused = await world.Use<ResetDemo>().RunAsync(actor, default);

        Assert.Equal("demo.no-template", refused.Refusal?.Code);
        await using var db = await world.DbAsync();
        Assert.Equal(9, await db.Set<Person>().CountAsync());
    }

    [Fact]
    public async Task Reset_OutsideTheDemo_IsRefusedToEverybody()
    {
        await using var world = await World.NewAsync();
        await world.Use<DemoTemplate>().KeepAsync(default);

        foreach (var role in Enum.GetValues<Role>())
        {
            var refused = await world.Use<ResetDemo>().RunAsync(world.As(role), default);
            Assert.Equal(role == Role.Auditor ? "shared.not-allowed" : "sandbox.only-in-demo", refused.Refusal?.Code);
        }
    }
}
