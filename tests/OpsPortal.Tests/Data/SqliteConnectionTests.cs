using Microsoft.EntityFrameworkCore;

namespace OpsPortal.Tests.Data;

public sealed class SqliteConnectionTests
{
    /// <summary>The values are written here anew, not read from the table that sets them.</summary>
    [Theory]
    [InlineData("PRAGMA synchronous", "2")]
    [InlineData("PRAGMA journal_mode", "wal")]
    [InlineData("PRAGMA foreign_keys", "1")]
    [InlineData("PRAGMA recursive_triggers", "1")]
    [Trait("Requirement", "LED-1")]
    public async Task Connection_WaitsForTheDiskAndKeepsItsGuards(string question, string wanted)
    {
        await using var world = await World.NewAsync();
        await using var db = await world.DbAsync();
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = question;

        Assert.Equal(wanted, (await command.ExecuteScalarAsync())?.ToString());
    }
}
