namespace OpsPortal.Tests.Faults.Disk;

/// <summary>
/// The power fails at random moments: the app's process is dead, and of what SQLite wrote since its last fsync nothing, or only
/// some sectors in any order, has reached the disk. Judged from outside like deaths of the process alone.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "LED-1")]
[Collection("faults")]
public sealed class PowerLossTests
{
    private const int Share = 4;
    private const int MostOfTheControl = 20;
    private const int FsyncMilliseconds = 20;
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(50);

    [Theory]
    [OnSqlite]
    public async Task PowerLoss_AtRandomMoments_LosesNothingThatWasAnswered(StoreKind kind)
    {
        var plan = KillPlan.ReadPower(Share, Cap);
        var told = await new KillRounds(kind, plan, DiskIn).RunAsync($"power loss on {kind}");
        told.AssertNoFault(plan);
    }

    /// <summary>The control: commits that do not wait for the disk are lost, and the judge sees it.</summary>
    [Theory]
    [OnSqlite]
    public async Task PowerLoss_WhereCommitsDoNotWaitForTheDisk_IsSeenToLoseThem(StoreKind kind)
    {
        var plan = KillPlan.ReadPower(Share, Cap) with { Runs = MostOfTheControl, Cap = TimeSpan.MaxValue };
        var told = await new KillRounds(kind, plan, UnsyncedIn)
            .RunAsync($"control of the power loss, synchronous=NORMAL on {kind}");
        Assert.Contains(told.Faults, IsLoss);
    }

    /// <summary>A webhook that was answered, or that a payout was on its way to the bank, is no longer known.</summary>
    private static bool IsLoss(string fault) => fault.EndsWith("was answered 200 and is lost", StringComparison.Ordinal)
        || fault.EndsWith("would be sent again without asking", StringComparison.Ordinal);

    private static TestDisk DiskIn(string folder) => new(folder) { FsyncMilliseconds = FsyncMilliseconds };

    private static TestDisk UnsyncedIn(string folder) =>
        new(folder) { FsyncMilliseconds = FsyncMilliseconds, CommitsUnsynced = true };
}
