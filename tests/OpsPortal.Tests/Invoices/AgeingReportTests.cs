using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Tests.Invoices;

[Trait("Requirement", "INV-4")]
public sealed class AgeingReportTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Report_AsOfADay_ShowsWhatWasOpenThenByBuyerAndAge(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var issued = (await world.IssueAsync(plan[1])).Value;
        var invoice = await world.InvoiceAsync(issued.Id);
        var due = invoice.DueOn!.Value;
        world.World.Clock.Set(due.PlusDays(40).AtMidnight().InUtc().ToInstant());
        await world.CollectAsync(issued.Id);

        Assert.Empty((await ReadAsync(world, null)).Rows);
        var late = Assert.Single((await ReadAsync(world, due.PlusDays(35))).Rows);
        Assert.Equal([(AgeingBucket.Days31To60, new AgedTotal(invoice.DueMinor, 1))],
            late.Sums.Select(sum => (sum.Key, sum.Value)));
        var early = Assert.Single((await ReadAsync(world, due)).Rows);
        Assert.Equal([AgeingBucket.Current], early.Sums.Keys);
        Assert.Empty((await ReadAsync(world, invoice.IssuedOn!.Value.PlusDays(-1))).Rows);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Report_OfOneBuyer_ListsItsInvoicesAndNoOthers(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var issued = (await world.IssueAsync(plan[1])).Value;
        var row = Assert.Single((await ReadAsync(world, null)).Rows);

        var own = await ReadAsync(world, null, row.BuyerId);
        var foreign = await ReadAsync(world, null, new BuyerId(Guid.CreateVersion7()));
        var elsewhere = await world.World.Use<AgeingReport>().RunAsync(new(null, "US"), world.Finance, default);

        var listed = Assert.Single(own.Invoices);
        Assert.Equal((issued.Id, row.Sums.Values.Single().OpenMinor), (listed.Id, listed.OpenMinor));
        Assert.Empty(foreign.Invoices);
        Assert.Empty(elsewhere.Value.Rows);
    }

    private static async Task<AgeingReport.Answer> ReadAsync(BillingWorld world, LocalDate? asOf, BuyerId? buyer = null) =>
        (await world.World.Use<AgeingReport>().RunAsync(new(asOf, null, buyer), world.Finance, default)).Value;
}
