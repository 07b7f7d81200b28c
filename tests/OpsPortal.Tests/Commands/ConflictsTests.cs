using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;

namespace OpsPortal.Tests.Commands;

public sealed class ConflictsTests
{
    [Fact]
    [Trait("Requirement", "EVT-4")]
    public void Duplicate_IsTriedAgainByCommands_ButDoesNotPassByItself()
    {
        var duplicate = new DbUpdateException("", new SqliteException("UNIQUE constraint failed", 19, 2067));

        Assert.True(Conflicts.IsWorthAnotherTry(duplicate));
        Assert.True(Conflicts.IsLost(duplicate));
        Assert.False(Conflicts.IsPassing(duplicate));
    }

    [Fact]
    public void BusyDatabase_PassesByItself() => Assert.True(Conflicts.IsPassing(new SqliteException("database is locked", 5)));
}
