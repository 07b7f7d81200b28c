using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger.Safeguarding;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Ledger;

/// <summary>A down payment of 300.00, 247.93 of it without tax, of which the buyer has paid 150.00.</summary>
[Trait("Requirement", "LED-11")]
public sealed class SafeguardedDepositTests
{
    /// <summary>A stage clears 120.00 of what was paid: from then on its payees are owed their part of that.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Deposit_ThatAStageClearedInPart_IsOwedAsToItsRest(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var advance = Done(await world.IssueAsync(plan[0]));
        await world.CollectAsync(advance.Id, 150_00);
        Done(await world.IssueAsync(plan[1]));
        var balances = await world.BalancesAsync();
        Assert.Equal(-148_76, balances[(int)Account.CustomerDeposits]);

        var position = await PositionAsync(world);

        var held = -balances.GetValueOrDefault((int)Account.HeldPending) - balances.GetValueOrDefault((int)Account.HeldSettled);
        Assert.True(held > 0);
        Assert.Equal((150_00L, 30_00 + held), (position.CoverMinor, position.OwedMinor));
        Assert.True(position.IsCovered);
    }

    private static async Task<SafeguardingPosition> PositionAsync(BillingWorld world)
    {
        await using var db = await world.World.DbAsync();
        var today = world.World.Now.InUtc().Date;
        return Assert.Single(await SafeguardingPositions.ReadAsync(db, World.Ireland, today, default));
    }
}
