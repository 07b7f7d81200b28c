using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Notifications;

namespace OpsPortal.Shell;

/// <summary>Marks those of a person's own notifications as read that they were shown.</summary>
[UseCase]
internal sealed class ReadNotifications(CommandRunner runner)
{
    public Task<Outcome> RunAsync(IReadOnlyList<NotificationId> shown, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, work => MarkAsync(work, shown), ct);

    private static async Task<Outcome> MarkAsync(Work work, IReadOnlyList<NotificationId> shown)
    {
        var unread = await work.Db.Set<Notification>()
            .Where(note => note.PersonId == work.Person.Id && note.ReadAt == null && shown.Contains(note.Id))
            .ToListAsync(work.Ct);
        foreach (var note in unread)
            note.Read(work.Now);
        return Outcome.Done;
    }
}
