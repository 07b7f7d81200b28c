using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Invoices;

/// <summary>A small difference that was given up is nobody's money: payees bear their part of it, and no credit turns it into a
/// debt to the buyer.</summary>
[Trait("Requirement", "CSH-4")]
public sealed class TolerantCreditTests
{
    private const long Paid = 39_995;

    [Theory, OnSqlite, OnPostgres]
    public async Task Difference_GivenUp_IsBorneByPayeesForTheirPart_AndGivenBackWithTheCash(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var (invoice, _, order) = await PaidAlmostAsync(world);

        var tolerated = await world.BalancesAsync();
        Assert.False(tolerated.ContainsKey(2100));
        Assert.Equal(5 - LapsedAt(await world.InvoiceAsync(invoice)), tolerated[5110]);
        await world.AssertBooksAsync();

        await using var db = await world.World.DbAsync();
        var application = await db.Set<Application>().AsNoTracking().SingleAsync();
        Assert.Null((await world.World.Use<UnapplyReceipt>()
            .RunAsync(new(application.Id, "Wrong payer"), world.World.As("ops"), default)).Refusal?.Text);

        var undone = await world.BalancesAsync();
        Assert.False(undone.ContainsKey(5110));
        Assert.Equal((-order.Amount.Minor, 40_000), (undone[2600], undone[1200]));
        Assert.Equal((await world.InvoiceAsync(invoice)).PayeeMinor, -undone[2100]);
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    public async Task Credit_OfTheWholeInvoice_OwesWhatWasPaid_AndItsReturnIsBooked(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var (id, reference, order) = await PaidAlmostAsync(world);

        await CreditAsync(world, id, 40_000);

        var invoice = await world.InvoiceAsync(id);
        Assert.Equal((0L, 0L, 0L, Paid),
            (invoice.AppliedMinor, invoice.OpenMinor, invoice.ToleratedMinor, invoice.CreditedCollectedMinor));
        Assert.Equal(-Paid, (await world.BalancesAsync())[2610]);
        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2100, 2110, 5110]));
        await world.AssertBooksAsync();

        await world.Provider.ReturnAsync(reference, order);

        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2100, 2110, 2600, 2610]));
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    public async Task Credit_OfLessThanTheDifference_LeavesTheRestGivenUp(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var (id, reference, order) = await PaidAlmostAsync(world);

        await CreditAsync(world, id, 2);
        var little = await world.InvoiceAsync(id);
        Assert.Equal((InvoiceState.Paid, Paid, 3L, 0L),
            (little.State, little.AppliedMinor, little.ToleratedMinor, little.CreditedCollectedMinor));
        await world.AssertBooksAsync();

        await CreditAsync(world, id, 10_000);
        var more = await world.InvoiceAsync(id);
        Assert.Equal((Paid - 9_997, 0L, 9_997L), (more.AppliedMinor, more.ToleratedMinor, more.CreditedCollectedMinor));
        Assert.False((await world.BalancesAsync()).ContainsKey(2100));
        await world.AssertBooksAsync();

        await world.Provider.ReturnAsync(reference, order);
        Assert.Equal(40_000 - 10_002, (await world.InvoiceAsync(id)).OpenMinor);
        await world.AssertBooksAsync();
    }

    /// <summary>An invoice of 400.00 of which 399.95 are applied and the rest is given up.</summary>
    private static async Task<(InvoiceId Invoice, string Reference, PaymentOrder Order)> PaidAlmostAsync(BillingWorld world)
    {
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var order = new PaymentOrder(null, null, Rail.Card, new Money(Paid, Currency.Of("EUR")));
        var reference = await world.Provider.PayAsync(order);
        await using var db = await world.World.DbAsync();
        var receipt = await db.Set<Receipt>().AsNoTracking().SingleAsync();
        var applied = await world.World.Use<AllocateReceipt>().RunAsync(
            new(receipt.Id, [new(invoice.Number, Paid)], "The payer phoned", GiveUpDifference: true), world.World.As("ops"),
            default);
        Assert.Null(applied.Refusal?.Text);
        Assert.False(applied.Value.Waits);
        return (invoice.Id, reference, order);
    }

    private static long LapsedAt(Invoice invoice) => invoice.PayeeMinor - Allocation.Of(
        invoice.GrossMinor, 0, Paid, [.. invoice.Shares.Select(share => (share.PayeeId, share.AmountMinor))], invoice.FeeMinor,
        invoice.TaxMinor).Payees.Sum(part => part.Minor);

    private static async Task CreditAsync(BillingWorld world, InvoiceId id, long minor) => Assert.Null(
        (await world.World.Use<CreditInvoice>().RunAsync(new(id, minor, "Not all was delivered"), world.Finance, default))
            .Refusal?.Text);
}
