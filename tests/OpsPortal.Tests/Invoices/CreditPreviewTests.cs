using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Tests.Invoices;

public sealed class CreditPreviewTests
{
    /// <summary>What is shown before a credit note is given is what is posted when it is given.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    public async Task Preview_ShowsTheInvoiceBeforeAndAfter_AndWhatIsPosted_AndKeepsNothing(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        await world.CollectAsync(invoice.Id, 26_000);
        var (before, stood) = (await world.BalancesAsync(), await world.InvoiceAsync(invoice.Id));
        var left = new Money(stood.OpenMinor, stood.Currency);

        var seen = (await world.World.Use<CreditInvoice>().PreviewAsync(
            new(invoice.Id, stood.OpenMinor + 1_000, "Not all was delivered"), world.Finance, default)).Value;

        Assert.Equal(before, await world.BalancesAsync());
        Assert.Equal(stood.OpenMinor, (await world.InvoiceAsync(invoice.Id)).OpenMinor);
        Assert.Equal(1_000, seen.Owed.Minor);
        Assert.Contains(seen.Changes, row => row == new Comparison(
            "Open", left.ToString(), Money.Zero(left.Currency).ToString()));
        Assert.Null((await world.World.Use<CreditInvoice>().RunAsync(
            new(invoice.Id, stood.OpenMinor + 1_000, "Not all was delivered"), world.Finance, default)).Refusal?.Text);
        var after = await world.BalancesAsync();
        var moved = after.Keys.Union(before.Keys)
            .ToDictionary(account => account, account => after.GetValueOrDefault(account) - before.GetValueOrDefault(account));
        Assert.Equal(
            moved.Where(row => row.Value != 0).OrderBy(row => row.Key),
            seen.Lines.GroupBy(line => (int)line.Account)
                .Select(same => KeyValuePair.Create(same.Key, same.Sum(line => line.Minor)))
                .Where(row => row.Value != 0).OrderBy(row => row.Key));
        Assert.Equal(seen.Number, await NumberAsync(world, invoice.Id));
    }

    private static async Task<string> NumberAsync(BillingWorld world, InvoiceId id)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<CreditNote>().Where(note => note.InvoiceId == id).Select(note => note.Number).SingleAsync();
    }
}
