using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Notifications;

namespace OpsPortal.Shell;

/// <summary>Marks a person's own notifications as read.</summary>
[UseCase]
internal sealed class ReadNotifications(CommandRunner runner)
{
    public Task<Outcome> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, MarkAsync, ct);

    private static async Task<Outcome> MarkAsync(Work work)
    {
        var unread = await work.Db.Set<Notification>()
            .Where(note => note.PersonId == work.Person.Id && note.ReadAt == null).ToListAsync(work.Ct);
        foreach (var note in unread)
            note.Read(work.Now);
        return Outcome.Done;
    }
}
