using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Identity;

namespace OpsPortal.Features.People;

/// <summary>Changes roles, entities or activity of a person; every running session of theirs loses its powers at once.</summary>
[UseCase]
internal sealed class ChangePerson(CommandRunner runner)
{
    internal sealed record Command(PersonId Person, IReadOnlyList<Role> Roles, IReadOnlyList<LegalEntityId> Entities,
        bool IsDisabled);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => ChangeAsync(work, command), ct);

    private static async Task<Outcome> ChangeAsync(Work work, Command command)
    {
        var person = await work.Db.Set<Person>().Include(p => p.Grants).Include(p => p.Entities).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.Id == command.Person, work.Ct);
        if (person is null)
            return SharedRefusals.NotFound("person");
        var before = person.Roles.ToList();
        var wasAdmin = IsActiveAdmin(person);
        if (person.SetRoles(command.Roles, work.Person.Id, work.Now) is { IsRefused: true } roles)
            return roles;
        person.SetEntities(command.Entities);
        if (command.IsDisabled && person.Disable(work.Person.Id, work.Now) is { IsRefused: true } disabled)
            return disabled;
        if (!command.IsDisabled)
            person.Enable();
        if (wasAdmin && !IsActiveAdmin(person) && !await AnotherAdminStaysAsync(work, person.Id))
            return AccessRefusals.LastAdmin;
        var because = command.IsDisabled ? SessionEnds.AccessBlocked : SessionEnds.RolesChanged;
        await Sessions.EndAllAsync(work.Db, person.Id, work.Now, because, work.Ct);
        await NewPowers.TellAsync(work, person, before);
        work.Audit("Changed person", "person", person.Id.Value, string.Join(", ", before),
            string.Join(", ", command.Roles) + (command.IsDisabled ? " (disabled)" : ""));
        return Outcome.Done;
    }

    private static bool IsActiveAdmin(Person person) => person.DisabledAt is null && person.Roles.Contains(Role.Admin);

    // Two administrators who demote each other at once would leave none: each one's staying is written down too, so one of them
    // conflicts.
    private static async Task<bool> AnotherAdminStaysAsync(Work work, PersonId leaving)
    {
        var staying = await work.Db.Set<Person>()
            .Where(p => p.Id != leaving && p.DisabledAt == null && p.Grants.Any(g => g.Role == Role.Admin))
            .OrderBy(p => p.Id).ToListAsync(work.Ct);
        foreach (var admin in staying)
            work.Db.Entry(admin).State = EntityState.Modified;
        return staying.Count > 0;
    }
}
