namespace OpsPortal.Tests.Faults;

/// <summary>
/// The app as a process of its own dies by SIGKILL at random moments while webhooks come in and payouts go out. Judged from
/// outside: by the sender's journal of what was answered and the bank's journal of what it took.
/// </summary>
[Trait("Requirement", "EVT-2")]
[Trait("Requirement", "EVT-6")]
[Collection("faults")]
public sealed class KillTests
{
    private static readonly TimeSpan Cap = TimeSpan.FromSeconds(100);

    [Theory]
    [OnSqlite]
    public Task Kill_AtRandomMoments_LosesNothingAndDoublesNothing_OnSqlite(StoreKind kind) => KillAsync(kind, 13);

    [Theory]
    [OnPostgres]
    public Task Kill_AtRandomMoments_LosesNothingAndDoublesNothing_OnPostgres(StoreKind kind) => KillAsync(kind, 12);

    private static async Task KillAsync(StoreKind kind, int share)
    {
        var plan = KillPlan.Read(share, Cap);
        var told = await new KillRounds(kind, plan).RunAsync($"kill -9 on {kind}");
        told.AssertNoFault(plan);
    }
}

/// <summary>The tests that kill processes run one after another.</summary>
[CollectionDefinition("faults", DisableParallelization = true)]
public sealed class FaultsCollection;
