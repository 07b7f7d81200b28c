using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;

namespace OpsPortal.Tests.Hosting;

/// <summary>Further people of a world, beside those of the demo accounts.</summary>
internal static class WorldPeople
{
    /// <summary>A signed-in person with these roles, who works for these legal entities alone.</summary>
    public static async Task<Actor> AddPersonAsync(this World world, string name, IReadOnlyList<Role> roles,
        params LegalEntityId[] entities)
    {
        await using var db = await world.DbAsync();
        var person = new Person(new PersonId(Guid.CreateVersion7()), name, $"{name.ToLowerInvariant()}@demo.test");
        if (person.SetRoles(roles, default, world.Now - RoleCooling.Wait).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Text);
        person.SetEntities(entities);
        var session = new UserSession(new SessionId(Guid.CreateVersion7()), person.Id, "Test", world.Now);
        db.AddRange(person, NewAccount.Of(person), session);
        await db.SaveChangesAsync();
        return new Actor(person.Id, session.Id);
    }
}
