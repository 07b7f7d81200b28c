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
    internal sealed record Command(PersonId Person, IReadOnlyList<Role> Roles, IReadOnlyList<LegalEntityId> Entities, bool IsDisabled);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => ChangeAsync(work, command), ct);

    private static async Task<Outcome> ChangeAsync(Work work, Command command)
    {
        var person = await work.Db.Set<Person>().Include(p => p.Grants).Include(p => p.Entities).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.Id == command.Person, work.Ct);
        if (person is null)
            return SharedRefusals.NotFound("person");
        var before = string.Join(", ", person.Roles);
        if (person.SetRoles(command.Roles, work.Person.Id, work.Now) is { IsRefused: true } roles)
            return roles;
        person.SetEntities(command.Entities);
        if (command.IsDisabled && person.Disable(work.Person.Id, work.Now) is { IsRefused: true } disabled)
            return disabled;
        if (!command.IsDisabled)
            person.Enable();
        await Sessions.EndAllAsync(work.Db, person.Id, work.Now, "roles changed", work.Ct);
        work.Audit("Changed person", "person", person.Id.Value, before, string.Join(", ", command.Roles) + (command.IsDisabled ? " (disabled)" : ""));
        return Outcome.Done;
    }
}
