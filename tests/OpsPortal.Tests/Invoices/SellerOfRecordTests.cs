using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Parties;

namespace OpsPortal.Tests.Invoices;

[Trait("Requirement", "CON-6")]
public sealed class SellerOfRecordTests
{
    /// <summary>The contract keeps the seller that its market named when it was made; a market that changes later changes nothing
    /// of it.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Issue_AfterTheMarketChangedItsSeller_PostsByTheSellerOfTheContract(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var payeeSells = await world.ContractAsync("C-1");
        var platformSells = await world.ContractAsync("C-2", platformSells: true);
        await using var db = await world.World.DbAsync();
        foreach (var market in await db.Set<Market>().AsNoTracking().ToListAsync())
        {
            var other = market.Seller == SellerOfRecord.Platform ? SellerOfRecord.Payee : SellerOfRecord.Platform;
            Assert.Null((await world.World.Use<ChangeMarketTerms>().RunAsync(
                new(market.Id, new(other, TaxLiability.Entity, true, 2100)), world.World.As("controller1"), default)).Refusal);
        }

        var first = (await world.IssueAsync(payeeSells.First(stage => stage.Kind == PlanItemKind.Milestone))).Value;
        var second = (await world.IssueAsync(platformSells.First(stage => stage.Kind == PlanItemKind.Milestone))).Value;

        Assert.Equal((EventFamily.InvoicedEntityOwesTax, SellerOfRecord.Payee), await PostedAsync(world, first.Id));
        Assert.Equal((EventFamily.InvoicedPlatformSells, SellerOfRecord.Platform), await PostedAsync(world, second.Id));
    }

    /// <summary>Two legal entities with receivables of one currency: no view adds them up.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Views_OfReceivables_NeverAddTwoLegalEntities(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var (mine, stages) = (await world.ContractAsync("C-1"), await world.ContractAsync("C-2"));
        var ours = (await world.IssueAsync(mine.First(s => s.Kind == PlanItemKind.Milestone))).Value;
        await using (var db = await world.World.DbAsync())
            await db.Set<Contract>().Where(contract => contract.Number == "C-2")
                .ExecuteUpdateAsync(set => set.SetProperty(contract => contract.LegalEntityId, World.America));
        Assert.Null((await world.IssueAsync(stages.First(s => s.Kind == PlanItemKind.Milestone))).Refusal?.Text);

        var due = (await world.InvoiceAsync(ours.Id)).OpenMinor;
        var list = (await world.World.Use<InvoiceList>()
            .RunAsync(new(null, false, null, ListPlace.First), world.Finance, default)).Value;
        var ageing = (await world.World.Use<AgeingReport>().RunAsync(new(null), world.Finance, default)).Value;
        var money = (await world.World.Use<MoneyToday>().RunAsync(world.Finance, default)).Value;

        Assert.Equal([("IE01", due), ("US01", due)], list.Sums.Select(sum => (sum.Entity, sum.OpenMinor)));
        Assert.Equal([("IE01", due), ("US01", due)],
            ageing.Rows.Select(row => (row.Entity, row.Sums.Values.Sum(total => total.OpenMinor))));
        Assert.Equal([("IE01", due), ("US01", due)], money.Select(row => (row.Entity.Code, row.Figures[0].Now)));
    }

    private static async Task<(EventFamily Family, SellerOfRecord Seller)> PostedAsync(BillingWorld world, InvoiceId id)
    {
        await using var db = await world.World.DbAsync();
        var family = await db.Set<JournalEntry>().Where(entry => entry.InvoiceId == id)
            .OrderBy(entry => entry.BookedAt).ThenBy(entry => entry.Id).Select(entry => entry.Family).FirstAsync();
        return (family, (await world.InvoiceAsync(id)).Seller);
    }
}
