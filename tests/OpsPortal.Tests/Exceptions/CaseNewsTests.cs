using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Notifications;

namespace OpsPortal.Tests.Exceptions;

/// <summary>Who hears of a new case: the role that owns it, and not everybody who could work on it.</summary>
public sealed class CaseNewsTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-3")]
    public async Task NewCase_IsToldToTheRoleThatOwnsItAlone(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);

        Assert.Equal([Role.Ops], await ToldAsync(world));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-3")]
    public async Task NewCase_IsToldToWhoeverStandsInWhereTheRoleHasNobody(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await using var db = await world.World.DbAsync();
        await db.Set<Notification>().ExecuteDeleteAsync();
        var (ops, now) = (world.World.As("ops").Person, world.World.Now);
        await db.Set<Person>().Where(person => person.Id == ops)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.DisabledAt, now));

        await world.PayAsync("pay_2", "IE-8", 1_000);

        Assert.Equal([ExceptionTypes.Of(ExceptionType.UnmatchedDeposit).Fallback], await ToldAsync(world));
    }

    private static async Task<List<Role>> ToldAsync(CaseWorld world)
    {
        await using var db = await world.World.DbAsync();
        var link = "/exceptions/";
        var people = await db.Set<Notification>().Where(news => news.Link.StartsWith(link)).Select(news => news.PersonId)
            .ToListAsync();
        return await db.Set<Person>().Where(person => people.Contains(person.Id)).SelectMany(person => person.Grants)
            .Select(grant => grant.Role).Distinct().ToListAsync();
    }
}
