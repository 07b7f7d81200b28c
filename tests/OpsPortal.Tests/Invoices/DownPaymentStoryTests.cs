using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Tests.Invoices;

public sealed class DownPaymentStoryTests
{
    private static readonly MarketTerms[] Variants =
    [
        new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900),
        new(SellerOfRecord.Payee, TaxLiability.Payee, false, 1900),
        new(SellerOfRecord.Platform, TaxLiability.Entity, true, 1900),
    ];

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-4")]
    [Trait("Requirement", "INV-3")]
    public async Task TwoHalfDownPayments_OfAnOddTotal_EndToTheCent(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        for (var i = 0; i < Variants.Length; i++)
        {
            foreach (var way in Enum.GetValues<ClearingWay>())
            {
                var plan = await world.ContractAsync($"C{i}{(int)way}", 1_287_059, Variants[i], way, Halves());
                foreach (var advance in plan.Take(2))
                {
                    var issued = (await world.IssueAsync(advance)).Value;
                    await world.CollectAsync(issued.Id, 200_001);
                    await world.CollectAsync(issued.Id);
                }

                var billed = new List<IssueInvoice.Issued>();
                foreach (var stage in plan.Skip(2))
                    billed.Add(Done(await world.IssueAsync(stage)));

                Assert.All(billed, invoice => Assert.Equal(0, invoice.DueMinor));
                Assert.Equal(InvoiceState.Paid, (await world.InvoiceAsync(billed[^1].Id)).State);
                await world.AssertBooksAsync();
            }
        }

        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2010, 2100, 2600]));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CON-4")]
    [Trait("Requirement", "LED-5")]
    public async Task SeveralDownPayments_ArePaidInPartAndLate_EachDepositIsClearedForItself(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        for (var i = 0; i < Variants.Length; i++)
        {
            var plan = await world.ContractAsync($"C{i}", 1_287_059, Variants[i], ClearingWay.First, Halves());
            var first = (await world.IssueAsync(plan[0])).Value;
            var second = (await world.IssueAsync(plan[1])).Value;
            await world.CollectAsync(first.Id, 100_000);
            await world.CollectAsync(second.Id);

            var milestone = Done(await world.IssueAsync(plan[2]));

            var cleared = (await world.InvoiceAsync(milestone.Id)).ClearedFrom!;
            Assert.Equal([first.Id, second.Id], cleared.Select(part => part.Advance));
            Assert.Equal(100_000, cleared[0].GrossMinor);
            await world.AssertBooksAsync();

            // What came late is cleared later, from its own deposit.
            await world.CollectAsync(first.Id);
            var rest = new List<long>();
            foreach (var stage in plan.Skip(3))
                rest.Add(Done(await world.IssueAsync(stage)).DueMinor);
            Assert.Equal([0L, 0L], rest);
            Assert.All(await DepositsAsync(world, first.Id, second.Id), minor => Assert.Equal(0, minor));
            await world.AssertBooksAsync();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "MIL-4")]
    [Trait("Requirement", "CON-4")]
    public async Task Void_FreesTheStageForExactlyOneNewInvoice(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var first = (await world.IssueAsync(plan[1])).Value;
        Assert.Equal("invoicing.not-billable", (await world.IssueAsync(plan[1])).Refusal?.Code);
        Assert.Null((await world.World.Use<VoidInvoice>().RunAsync(new(first.Id, "Wrong address"), world.Finance, default))
            .Refusal);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => world.IssueAsync(plan[1]))));

        var again = Assert.Single(outcomes, outcome => !outcome.IsRefused).Value;
        Assert.Equal("IE-000002", again.Number);
        var detail = await world.World.Use<InvoiceDetail>().RunAsync(again.Id, world.Finance, default);
        Assert.Equal(60_000, detail.Value.ContractLeftMinor);
        var csv = await world.World.Use<InvoiceTrace>().RunAsync(world.Finance, default);
        Assert.Equal(7, csv.Value.Split('\n').Length);
        await world.AssertBooksAsync();
    }

    private static PlannedItem[] Halves() =>
    [
        Percent(PlanItemKind.DownPayment, 5000), Percent(PlanItemKind.DownPayment, 5000), Percent(PlanItemKind.Milestone, 3333),
        Percent(PlanItemKind.Milestone, 2107),
            new(new(Guid.CreateVersion7()), PlanItemKind.Closing, "Closing", AmountBasis.Remainder),
    ];

    private static PlannedItem Percent(PlanItemKind kind, int basisPoints) =>
        new(new(Guid.CreateVersion7()), kind, kind.ToString(), AmountBasis.Percent, PercentBasisPoints: basisPoints,
            Criteria: "Works");

    private static async Task<long[]> DepositsAsync(BillingWorld world, params InvoiceId[] advances)
    {
        await using var db = await world.World.DbAsync();
        var sums = new List<long>();
        foreach (var advance in advances)
            sums.Add(await db.Set<JournalLine>()
                .Where(line => line.Account == Account.CustomerDeposits && line.InvoiceId == advance)
                .SumAsync(line => line.AmountMinor));
        return [.. sums];
    }
}
