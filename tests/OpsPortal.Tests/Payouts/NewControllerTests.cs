using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.People;
using OpsPortal.Notifications;

namespace OpsPortal.Tests.Payouts;

public sealed class NewControllerTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-2")]
    public async Task Approve_ByAControllerOfAnHour_WaitsForADayAndIsTold(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.SubmittedAsync();
        var cora = await AddAuditorAsync(world);
        var made = await world.Use<ChangePerson>().RunAsync(
            new(cora.Person, [Role.Controller], [World.Ireland], IsDisabled: false), world.As("admin"), default);
        Assert.False(made.IsRefused);
        var session = await SessionAsync(world, cora.Person);

        var soon = await world.ApproveAsync(batch, session);
        world.Clock.Advance(RoleCooling.Wait);
        var later = await world.ApproveAsync(batch, await SessionAsync(world, cora.Person));

        Assert.Equal("shared.not-allowed", soon.Refusal?.Code);
        Assert.Null(later.Refusal);
        await using var db = await world.DbAsync();
        Assert.True(await db.Set<AuditRow>().AnyAsync(
            row => row.PersonId == cora.Person && row.Action == "ApproveBatch refused" && row.After == "shared.not-allowed"));
        var told = await db.Set<Notification>().Where(n => n.Text.Contains("the role Controller")).Select(n => n.PersonId)
            .ToListAsync();
        Assert.Contains(world.Controller1.Person, told);
        Assert.Contains(world.As("auditor").Person, told);
        Assert.Contains(cora.Person, told);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-2")]
    public async Task Transmit_WhenAnApproversRoleWasTakenAndGivenAgain_DoesNotCountTheirSignature(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.ApprovedAsync();
        foreach (var roles in new[] { Array.Empty<Role>(), [Role.Controller] })
            Assert.False((await world.Use<ChangePerson>().RunAsync(
                new(world.Controller2.Person, roles, [World.Ireland], IsDisabled: false), world.As("admin"), default)).IsRefused);

        var sent = await world.TransmitAsync(batch, world.Controller1);

        Assert.Equal("payouts.too-few-approvals", sent.Refusal?.Code);
    }

    private static async Task<Actor> AddAuditorAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        var person = new Person(new PersonId(Guid.CreateVersion7()), "Cora New", "cora@demo.test");
        Assert.False(person.SetRoles([Role.Auditor], default, world.Now).IsRefused);
        person.SetEntities([World.Ireland]);
        db.Add(person);
        await db.SaveChangesAsync();
        return await SessionAsync(world, person.Id);
    }

    private static async Task<Actor> SessionAsync(PayoutWorld world, PersonId person)
    {
        await using var db = await world.DbAsync();
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person, "Test", world.Now);
        db.Add(session);
        await db.SaveChangesAsync();
        return new Actor(person, session.Id);
    }
}
