using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

/// <summary>Of an invoice of many small payees a payment takes back other cents than it gave: the other payments have
/// them.</summary>
[Trait("Requirement", "LED-9")]
public sealed class OddCentsTests
{
    private const long Minor = 64;

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Return_OfTheFirstOfTwoPayments_LeavesWhatOneGivesAndNobodyOwes(StoreKind kind)
    {
        await using var world = await PaidTwiceAsync(kind);
        Assert.Equal((29, 44), (await AdaOfAsync(world, "pay_1"), await AdaOfAsync(world, "pay_2")));

        await TellAsync(world, "pay_1", "payment.returned");

        Assert.Equal((0, 29), (await AdaOfAsync(world, "pay_1"), await AdaOfAsync(world, "pay_2")));
        Assert.DoesNotContain("1250", string.Join(' ', (await world.BalancesAsync()).Keys), StringComparison.Ordinal);

        await TellAsync(world, "pay_2", "payment.returned");

        Assert.DoesNotContain((await world.BalancesAsync()).Keys, key => key[..4] is "1250" or "2110" or "2120");
    }

    /// <summary>So that two moves of its money never read the same cents.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Return_OfOnePayment_HoldsTheOthersOfItsInvoice(StoreKind kind)
    {
        await using var world = await PaidTwiceAsync(kind);
        await using var db = await world.World.DbAsync();
        var other = db.Set<Receipt>().AsNoTracking().Where(receipt => receipt.ProviderReference == "pay_2");
        var before = (await other.SingleAsync()).Revision;

        await TellAsync(world, "pay_1", "payment.returned");

        Assert.True((await other.SingleAsync()).Revision > before);
    }

    private static async Task<CashWorld> PaidTwiceAsync(StoreKind kind)
    {
        var world = await CashWorld.NewAsync(kind);
        await CashWorld.IssueAsync(world.World.Services, "IE-1", 10_000, "EUR",
        [
            new(CashWorld.Ada, 1000),
            .. Enumerable.Range(1, 20).Select(number => new PayeeShare(new(new Guid(number, 0, 0, new byte[8])), 20)),
        ]);
        await TellAsync(world, "pay_1", "payment.succeeded");
        await TellAsync(world, "pay_2", "payment.succeeded");
        return world;
    }

    private static Task TellAsync(CashWorld world, string reference, string type) => world.DeliverAsync([SandboxEvents.Payment(
        CashWorld.Payment(reference, "IE-1", Minor, world.World.Now), type, Minor, world.World.Now)]);

    private static async Task<long> AdaOfAsync(CashWorld world, string reference)
    {
        await using var db = await world.World.DbAsync();
        var receipt = (await db.Set<Receipt>().SingleAsync(one => one.ProviderReference == reference)).Id;
        return -await db.Set<JournalLine>().Where(line => line.Account == Account.HeldPending && line.PayeeId == CashWorld.Ada
            && line.ReceiptId == receipt).SumAsync(line => line.AmountMinor);
    }
}
