using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Invoices;

/// <summary>A down payment that stages have cleared and whose payment went back: what of it and of its stages can be given up, in
/// which order soever, and what payees lose of which.</summary>
[Trait("Requirement", "INV-3")]
public sealed class ReturnedDepositTests
{
    private static readonly MarketTerms[] Variants =
    [
        new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900),
        new(SellerOfRecord.Payee, TaxLiability.Payee, false, 1900),
        new(SellerOfRecord.Platform, TaxLiability.Entity, true, 1900),
    ];

    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_OfStageAndDeposit_InEitherOrder_LeavesNothingOwed_AndReopensToTheCent(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        foreach (var (terms, i) in Variants.Select((terms, i) => (terms, i)))
        foreach (var stageFirst in new[] { true, false })
        {
            var (advance, stage, _) = await ReturnedAsync(world, stageFirst ? $"C{i}1" : $"C{i}2", terms);
            var before = await world.BalancesAsync();
            InvoiceId[] order = stageFirst ? [stage, advance] : [advance, stage];

            foreach (var id in order)
            {
                await GiveUpAsync(world, id);
                await world.AssertBooksAsync();
            }

            Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2010, 2100, 2110]));
            foreach (var id in order.Reverse())
                Assert.Null((await world.World.Use<ReopenInvoice>().RunAsync(id, "It is paid after all", world.Finance, default))
                    .Refusal?.Text);
            Assert.Equal(before, await world.BalancesAsync());

            // A second time has entries of its own.
            foreach (var id in order)
                await GiveUpAsync(world, id);
            Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2010, 2100, 2110]));
            await world.AssertBooksAsync();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_OfTheStage_KeepsWhatIsClearedForThePayees_UntilTheDepositIsPaidAgain(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        for (var i = 0; i < Variants.Length; i++)
        {
            var (advance, stage, order) = await ReturnedAsync(world, $"C{i}", Variants[i]);
            await GiveUpAsync(world, stage);
            Assert.True((await world.BalancesAsync())[2100] < 0);
            await world.AssertBooksAsync();

            await world.Provider.PayAsync(order);

            Assert.Equal(InvoiceState.Paid, (await world.InvoiceAsync(advance)).State);
            Assert.False((await world.BalancesAsync()).ContainsKey(2100));
            await world.AssertBooksAsync();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WriteOff_OfTheDeposit_LeavesTheStageToBePaidOrCredited(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        for (var i = 0; i < Variants.Length; i++)
        {
            var (advance, stage, _) = await ReturnedAsync(world, $"C{i}", Variants[i]);
            await GiveUpAsync(world, advance);
            await world.AssertBooksAsync();
            await world.CollectAsync(stage, 11_111);
            await CreditAsync(world, stage, 777);
            await world.AssertBooksAsync();
            await world.CollectAsync(stage);
            Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2010, 2100]));
            await CreditAsync(world, stage, 5_001);
            await world.AssertBooksAsync();
        }
    }

    /// <summary>A down payment of 300.07, paid, of which a stage of 400.01 clears about 120; its payment goes back.</summary>
    private static async Task<(InvoiceId Advance, InvoiceId Stage, PaymentOrder Order)> ReturnedAsync(
        BillingWorld world, string number, MarketTerms terms)
    {
        var plan = await world.ContractAsync(number, 100_001, terms, ClearingWay.ProRata,
        [
            BillingWorld.Item(PlanItemKind.DownPayment, 30_007), BillingWorld.Item(PlanItemKind.Milestone, 40_001),
            BillingWorld.Item(PlanItemKind.Milestone, 60_000),
        ]);
        var advance = (await world.IssueAsync(plan[0])).Value;
        var (reference, order) = await world.CollectAsync(advance.Id);
        await world.Provider.SettleAsync(reference, order);
        var stage = (await world.IssueAsync(plan[1])).Value;
        await world.Provider.ReturnAsync(reference, order);
        Assert.InRange((await world.InvoiceAsync(stage.Id)).ClearedMinor, 12_000, 12_010);
        Assert.Equal(30_007, (await world.InvoiceAsync(advance.Id)).OpenMinor);
        await world.AssertBooksAsync();
        return (advance.Id, stage.Id, order);
    }

    private static async Task GiveUpAsync(BillingWorld world, InvoiceId id)
    {
        Assert.Null((await world.World.Use<AskWriteOff>().RunAsync(new(id, "The buyer is bankrupt"), world.Finance, default))
            .Refusal?.Text);
        Assert.Null((await world.World.Use<DecideWriteOff>()
            .ApproveAsync(id, "Seen the ruling", world.World.As("controller1"), default)).Refusal?.Text);
    }

    private static async Task CreditAsync(BillingWorld world, InvoiceId id, long minor) => Assert.Null(
        (await world.World.Use<CreditInvoice>().RunAsync(new(id, minor, "Not all was delivered"), world.Finance, default))
            .Refusal?.Text);
}
