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

    /// <summary>What moved after it was shown refuses it; what is shown then is given; two looks are equal.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    public async Task Credit_ThatWouldComeOutDifferentlyThanShown_IsRefusedAndChangesNothing(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        await world.CollectAsync(invoice.Id, 13_000);
        var seen = await ShownAsync();
        await world.CollectAsync(invoice.Id, 13_000);
        var before = await world.BalancesAsync();

        Assert.Equal("invoicing.comes-out-differently", (await GiveAsync(seen)).Refusal?.Code);
        Assert.Equal(before, await world.BalancesAsync());
        await using (var db = await world.World.DbAsync())
            Assert.Empty(await db.Set<CreditNote>().ToListAsync());

        var anew = await ShownAsync();
        Assert.False(anew.IsAs(seen));
        Assert.True(anew.IsAs(await ShownAsync()));
        Assert.Null((await GiveAsync(anew)).Refusal?.Text);
        await world.AssertBooksAsync();

        CreditInvoice.Command Command(CreditInvoice.Preview? shown) => new(invoice.Id, 20_000, "Not all was delivered", shown);
        async Task<CreditInvoice.Preview> ShownAsync() => (await world.World.Use<CreditInvoice>()
            .PreviewAsync(Command(null), world.Finance, default)).Value;
        Task<Outcome<CreditNoteId>> GiveAsync(CreditInvoice.Preview shown) => world.World.Use<CreditInvoice>()
            .RunAsync(Command(shown), world.Finance, default);
    }

    private static async Task<string> NumberAsync(BillingWorld world, InvoiceId id)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<CreditNote>().Where(note => note.InvoiceId == id).Select(note => note.Number).SingleAsync();
    }
}
