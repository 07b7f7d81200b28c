using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Notifications;

namespace OpsPortal.Shell;

/// <summary>Everything that a person was told here, newest first.</summary>
[UseCase]
internal sealed class NotificationList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<Notification> Orders = new RowOrders<Notification>(
            notes => notes.OrderByDescending(note => note.At), sorted => sorted.ThenBy(note => note.Id))
        .By("when", note => note.At);

    internal sealed record Answer(IReadOnlyList<FrameView.News> Rows, int Total);

    public Task<Outcome<Answer>> RunAsync(ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeDesk, actor, async reading =>
        {
            var mine = reading.Db.Set<Notification>().Where(note => note.PersonId == reading.Person.Id);
            return new Answer(
                await FrameView.Shown(Orders.PageOf(mine, place, PageSize)).ToListAsync(reading.Ct),
                await mine.CountAsync(reading.Ct));
        }, ct);
}
