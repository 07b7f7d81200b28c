using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Sqlite;
using OpsPortal.Domain.Access;

namespace OpsPortal.Tests.Data;

public sealed class StoreTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Template_OnEachStore_HoldsThePeopleOfTheRoles(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using var db = await world.DbAsync();

        var people = await db.Set<Person>().CountAsync();

        Assert.Equal(8, people);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Copies_OfTheTemplate_DoNotSeeEachOther(StoreKind kind)
    {
        if (kind == StoreKind.SqlServer)
            return; // one database for all tests there
        await using var first = await World.NewAsync(kind);
        await using var second = await World.NewAsync(kind);
        await using (var db = await first.DbAsync())
        {
            db.Add(new Person(new PersonId(Guid.CreateVersion7()), "Nora New", "nora@demo.test"));
            await db.SaveChangesAsync();
        }

        await using var other = await second.DbAsync();

        Assert.False(await other.Set<Person>().AnyAsync(person => person.Email == "nora@demo.test"));
    }

    [Fact]
    public async Task Connections_OfSqlite_HoldEveryPragma()
    {
        await using var world = await World.NewAsync();

        await world.Use<PragmasAssertion>().RunAsync(CancellationToken.None);
    }
}
