using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Notifications;
using OpsPortal.Shell;

namespace OpsPortal.Tests.Desk;

public sealed class NotificationTests
{
    /// <summary>What the bell has no room for is found on its page, and stays unread until it was shown there.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-4")]
    public async Task Read_OfWhatTheBellShows_LeavesTheRestUnread(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (ops, other) = (world.As("ops"), world.As("finance"));
        await using (var db = await world.DbAsync())
        {
            for (var at = 1; at <= 12; at++)
                db.Add(new Notification(new(Guid.CreateVersion7()), ops.Person, $"Note {at}", "/", world.Now
                    + Duration.FromMinutes(at)));
            await db.SaveChangesAsync();
        }

        var bell = (await world.Use<FrameView>().RunAsync(ops, default)).Value;
        await world.Use<ReadNotifications>().RunAsync([.. bell.News.Select(news => news.Id)], other, default);
        Assert.Equal(12, (await world.Use<FrameView>().RunAsync(ops, default)).Value.Unread);
        await world.Use<ReadNotifications>().RunAsync([.. bell.News.Select(news => news.Id)], ops, default);
        var page = (await world.Use<NotificationList>().RunAsync(ListPlace.First, ops, default)).Value;

        Assert.Equal(4, (await world.Use<FrameView>().RunAsync(ops, default)).Value.Unread);
        Assert.Equal((12, "Note 12", 4), (page.Total, page.Rows[0].Text, page.Rows.Count(row => !row.IsRead)));
        Assert.Empty((await world.Use<NotificationList>().RunAsync(ListPlace.First, other, default)).Value.Rows);
    }
}
