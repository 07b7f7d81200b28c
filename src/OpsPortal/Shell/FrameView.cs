using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Notifications;

namespace OpsPortal.Shell;

/// <summary>Reads what the frame around every page shows: the person, the rooms with what waits in them, the
/// notifications.</summary>
[UseCase]
internal sealed class FrameView(QueryRunner runner, IEnumerable<IRoomCount> counts, IConfiguration configuration)
{
    private const int Newest = 8;

    /// <param name="Powers">What the person may do, for what is shown; every use case asks the database again.</param>
    internal sealed record Frame(
        PersonId Person, IReadOnlySet<Permission> Powers, string PersonName, string RoleNames, IReadOnlyList<RailRoom> Rooms,
        int Unread, IReadOnlyList<News> News, bool IsDemo)
    {
        /// <param name="or">A second permission that will do as well.</param>
        public bool May(Permission needs, Permission? or = null) =>
            Powers.Contains(needs) || (or is { } other && Powers.Contains(other));
    }

    internal sealed record RailRoom(Room Room, int Count);

    internal sealed record News(NotificationId Id, string Text, string Link, Instant At, bool IsRead);

    public Task<Outcome<Frame>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeDesk, actor, ReadAsync, ct);

    internal static IQueryable<News> Shown(IQueryable<Notification> notes) =>
        notes.Select(note => new News(note.Id, note.Text, note.Link, note.At, note.ReadAt != null));

    private async Task<Outcome<Frame>> ReadAsync(Reading reading)
    {
        var demo = configuration.GetValue<bool>("Demo:Enabled");
        var rooms = new List<RailRoom>();
        foreach (var room in Rooms.OpenTo(reading.Person.Permissions, demo))
            rooms.Add(new RailRoom(room, await CountAsync(room, reading)));
        var mine = reading.Db.Set<Notification>().Where(note => note.PersonId == reading.Person.Id);
        var unread = await mine.CountAsync(note => note.ReadAt == null, reading.Ct);
        var news = await Shown(mine.OrderByDescending(note => note.At).Take(Newest)).ToListAsync(reading.Ct);
        return new Frame(
            reading.Person.Id, reading.Person.Permissions, reading.Person.Name, string.Join(", ", reading.Person.Roles), rooms,
            unread, news, demo);
    }

    private async Task<int> CountAsync(Room room, Reading reading)
    {
        var sum = 0;
        foreach (var count in counts.Where(count => count.Route == room.Route))
            sum += await count.CountAsync(reading);
        return sum;
    }
}
