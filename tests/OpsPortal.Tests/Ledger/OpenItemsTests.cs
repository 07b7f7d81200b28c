using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Ledger;

public sealed class OpenItemsTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-9")]
    public async Task Verify_WhenAnOpenItemDiffersFromTheLedger_NamesIt(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var invoice = (await world.IssueAsync(plan[1])).Value;
        var (reference, order) = await world.CollectAsync(invoice.Id, 50_000);
        await world.Provider.SettleAsync(reference, order);
        await world.AssertBooksAsync();

        Assert.Equal("open invoices equal 1200",
            await BrokenByAsync(world, "UPDATE \"Invoices\" SET \"OpenMinor\" = \"OpenMinor\" + 1"));
        Assert.Equal("open receipts equal 2600",
            await BrokenByAsync(world, "UPDATE \"Receipts\" SET \"UnappliedMinor\" = \"UnappliedMinor\" + 1"));
    }

    private static async Task<string> BrokenByAsync(BillingWorld world, string change)
    {
        await using var db = await world.World.DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.Database.ExecuteSqlRawAsync(change);
        return Assert.Single(await OpenItems.FindingsAsync(db, world.World.Now, default), finding => !finding.Holds).What;
    }
}
