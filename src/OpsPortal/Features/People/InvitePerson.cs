using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;
using OpsPortal.Notifications;

namespace OpsPortal.Features.People;

/// <summary>Makes a person with roles and entities, and sends the link with which they set their password.</summary>
[UseCase]
internal sealed class InvitePerson(CommandRunner runner, InvitationLinks links)
{
    internal sealed record Command(string Name, string Email, IReadOnlyList<Role> Roles, IReadOnlyList<LegalEntityId> Entities);

    public Task<Outcome<PersonId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => InviteAsync(work, command), ct);

    private async Task<Outcome<PersonId>> InviteAsync(Work work, Command command)
    {
        var email = command.Email.Trim().ToLowerInvariant();
        if ((FieldRules.Text(command.Name.Trim(), "Name", 200) ?? FieldRules.Email(email, "Email")) is { } unfit)
            return unfit;
        if (await work.Db.Set<Person>().AnyAsync(p => p.Email == email, work.Ct))
            return AccessRefusals.EmailTaken(email);
        var person = new Person(new PersonId(Guid.CreateVersion7()), command.Name.Trim(), email);
        if (person.SetRoles(command.Roles, work.Person.Id, work.Now) is { IsRefused: true, Refusal: { } refusal })
            return refusal;
        person.SetEntities(command.Entities);
        work.Db.Add(person);
        var account = NewAccount.Of(person);
        work.Db.Add(account);
        await NewPowers.TellAsync(work, person, []);
        work.Audit("Invited person", "person", person.Id.Value, after: string.Join(", ", command.Roles));
        work.Enqueue(EmailMessage.Kind, $"invitation:{person.Id}", links.MailTo(account));
        return person.Id;
    }
}
