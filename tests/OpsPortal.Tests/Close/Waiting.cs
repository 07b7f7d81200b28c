using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Tests.Close;

/// <summary>How many transactions wait for others on PostgreSQL.</summary>
internal static class Waiting
{
    public static async Task<int> CountAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Database.SqlQuery<int>($"""
            SELECT count(*)::int AS "Value" FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'
            """).SingleAsync();
    }
}
