using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;
using OpsPortal.Notifications;

namespace OpsPortal.Features.People;

/// <summary>Sends a new link to who has not set a password yet; the link of before is good no more.</summary>
[UseCase]
internal sealed class InviteAgain(CommandRunner runner, InvitationLinks links)
{
    public Task<Outcome> RunAsync(PersonId person, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => SendAsync(work, person), ct);

    private async Task<Outcome> SendAsync(Work work, PersonId id)
    {
        var account = await work.Db.Set<Account>().SingleOrDefaultAsync(account => account.PersonId == id, work.Ct);
        var person = await work.Db.Set<Person>().SingleOrDefaultAsync(person => person.Id == id, work.Ct);
        if (account is null || person is null)
            return SharedRefusals.NotFound("person");
        if (person.DisabledAt is not null)
            return AccessRefusals.InvitedDisabled(person.Name);
        if (account.PasswordHash is not null)
            return AccessRefusals.InvitationTaken(person.Name);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        work.Audit("Invited person again", "person", person.Id.Value, after: person.Email);
        work.Enqueue(EmailMessage.Kind, $"invitation:{person.Id}:{account.SecurityStamp}", links.MailTo(account));
        return Outcome.Done;
    }
}
