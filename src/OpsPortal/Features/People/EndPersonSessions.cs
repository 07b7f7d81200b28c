using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;

namespace OpsPortal.Features.People;

/// <summary>An administrator ends one session of a person, or all of them; the person is told.</summary>
[UseCase]
internal sealed class EndPersonSessions(CommandRunner runner)
{
    /// <param name="session">The only one to end; null for all.</param>
    public Task<Outcome> RunAsync(PersonId person, SessionId? session, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPeople, actor, work => EndAsync(work, person, session), ct);

    private static async Task<Outcome> EndAsync(Work work, PersonId person, SessionId? only)
    {
        var open = await work.Db.Set<UserSession>().Where(session => session.PersonId == person && session.EndedAt == null)
            .Where(session => only == null || session.Id == only).ToListAsync(work.Ct);
        if (open.Count == 0)
            return AccessRefusals.NoSession;
        foreach (var session in open)
            session.End(work.Now, SessionEnds.EndedByAdministrator);
        var what = open.Count == 1 ? "a session" : $"{open.Count} sessions";
        work.Audit("Ended sessions", "person", person.Value, what, string.Join("; ", open.Select(session => session.Device)));
        work.Notify(person, $"{work.Person.Name} ended {what} of yours.", "/account/security");
        return Outcome.Done;
    }
}
