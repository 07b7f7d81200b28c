using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Invoices;

namespace OpsPortal.Tests.Invoices;

public sealed class InvoiceEndingTests
{
    private static readonly MarketTerms[] Variants =
    [
        new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900),
        new(SellerOfRecord.Payee, TaxLiability.Payee, false, 1900),
        new(SellerOfRecord.Platform, TaxLiability.Entity, true, 1900),
    ];

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-1")]
    [Trait("Requirement", "INV-6")]
    public async Task WriteOff_OfWhatIsOpen_IsPostedByASecondPersonAndReversedByReopening(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        for (var i = 0; i < Variants.Length; i++)
        {
            var plan = await PlanAsync(world, $"C{i}", Variants[i]);
            var milestone = (await world.IssueAsync(plan[1])).Value;
            var advance = (await world.IssueAsync(plan[0])).Value;
            await world.CollectAsync(milestone.Id, 11_111);
            var before = await world.BalancesAsync();

            foreach (var id in new[] { milestone.Id, advance.Id })
                await GiveUpAsync(world, id);

            await world.AssertBooksAsync();
            Assert.Equal(InvoiceState.Uncollectible, (await world.InvoiceAsync(milestone.Id)).State);
            Assert.Equal(0, (await world.BalancesAsync()).GetValueOrDefault(1200));

            foreach (var id in new[] { milestone.Id, advance.Id })
                Assert.Null((await world.World.Use<ReopenInvoice>().RunAsync(id, "It is paid after all", world.Finance, default))
                    .Refusal?.Text);
            Assert.Equal(before, await world.BalancesAsync());
            Assert.Equal(InvoiceState.PartiallyPaid, (await world.InvoiceAsync(milestone.Id)).State);
            await world.AssertBooksAsync();

            // A second time has entries of its own.
            await GiveUpAsync(world, milestone.Id);
            await world.AssertBooksAsync();
            await world.World.Use<ReopenInvoice>().RunAsync(milestone.Id, "Once more", world.Finance, default);
            await world.CollectAsync(milestone.Id);
            await world.CollectAsync(advance.Id);
            await world.AssertBooksAsync();
        }

        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1200, 2100, 5100]));
    }

    [Fact]
    [Trait("Requirement", "INV-1")]
    public async Task WriteOff_ByWhoAskedOrWithoutThePower_IsRefused()
    {
        await using var world = await BillingWorld.NewAsync();
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var decide = world.World.Use<DecideWriteOff>();

        var tooEarly = await decide.ApproveAsync(invoice.Id, "Yes", world.World.As("controller1"), default);
        var asked = await world.World.Use<AskWriteOff>()
            .RunAsync(new(invoice.Id, "The buyer is bankrupt"), world.Finance, default);
        var twice = await world.World.Use<AskWriteOff>().RunAsync(new(invoice.Id, "Again"), world.Finance, default);
        var bySelf = await decide.ApproveAsync(invoice.Id, "Yes", world.Finance, default);
        var waiting = await world.World.Use<WaitingList>().RunAsync(world.World.As("controller1"), default);
        var refused = await decide.RefuseAsync(invoice.Id, "He still pays others", world.World.As("controller1"), default);

        Assert.Equal("invoicing.no-write-off", tooEarly.Refusal?.Code);
        Assert.Null(asked.Refusal);
        Assert.Equal("invoicing.write-off-waits", twice.Refusal?.Code);
        Assert.Equal("shared.not-allowed", bySelf.Refusal?.Code);
        Assert.Contains(waiting.Value.Items, row => row.Href == $"/invoices/{invoice.Id}");
        Assert.Null(refused.Refusal);
        var one = await world.InvoiceAsync(invoice.Id);
        Assert.Equal(InvoiceState.Open, one.State);
        Assert.Null(one.AskWriteOff("By somebody with both powers", world.Finance.Person, world.World.Now).Refusal);
        Assert.Equal("invoicing.four-eyes", one.GiveUp(world.Finance.Person).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-1")]
    public async Task WriteOff_WhenMoreIsOpenThanWasAskedFor_IsRefusedUntilItIsAskedAnew(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var (reference, order) = await world.CollectAsync(invoice.Id, 39_900);
        var decide = world.World.Use<DecideWriteOff>();
        await world.World.Use<AskWriteOff>().RunAsync(new(invoice.Id, "Not worth a letter"), world.Finance, default);
        await world.Provider.ReturnAsync(reference, order);

        var approved = await decide.ApproveAsync(invoice.Id, "Yes", world.World.As("controller1"), default);
        var waiting = await world.World.Use<WaitingList>().RunAsync(world.World.As("controller1"), default);

        Assert.Equal("invoicing.write-off-differs", approved.Refusal?.Code);
        Assert.Contains("EUR 1.00 was asked for, and EUR 400.00 is open", approved.Refusal!.Text, StringComparison.Ordinal);
        Assert.Equal((InvoiceState.Open, 40_000), ((await world.InvoiceAsync(invoice.Id)).State,
            (await world.InvoiceAsync(invoice.Id)).OpenMinor));
        var row = Assert.Single(waiting.Value.Items, row => row.Href == $"/invoices/{invoice.Id}" && row.Amount is not null);
        Assert.Equal(100, row.Amount?.Minor);
        Assert.Null((await decide.RefuseAsync(invoice.Id, "It came back", world.World.As("controller1"), default)).Refusal);
        await GiveUpAsync(world, invoice.Id);
        Assert.Equal(40_000, (await world.InvoiceAsync(invoice.Id)).WrittenOffMinor);
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-6")]
    public async Task Close_OnlyWhenCoveredSettledAndInNoTrouble_LeavesAMarker(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var (close, reopen) = (world.World.Use<CloseInvoice>(), world.World.Use<ReopenInvoice>());
        async Task<string?> Close() => (await close.RunAsync(invoice.Id, "All done", world.Finance, default)).Refusal?.Code;

        Assert.Equal("invoicing.illegal-move", await Close());
        var (reference, order) = await world.CollectAsync(invoice.Id);
        Assert.Equal("invoicing.not-settled", await Close());
        Assert.Contains("not available", (await DetailAsync(world, invoice.Id)).WhyNotClosed?.Why);
        await world.Provider.SettleAsync(reference, order);
        var before = await world.BalancesAsync();
        Assert.Null(await Close());

        Assert.Equal(before, await world.BalancesAsync());
        Assert.Equal("invoicing.illegal-move",
            (await world.World.Use<CreditInvoice>().RunAsync(new(invoice.Id, 1, "No"), world.Finance, default)).Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await reopen.RunAsync(invoice.Id, "I wish", world.World.As("ops"), default))
            .Refusal?.Code);
        Assert.Null((await reopen.RunAsync(invoice.Id, "A part was wrong", world.Finance, default)).Refusal);
        Assert.Equal("invoicing.exceptions-open", await Close());
        await ResolveAllAsync(world);
        Assert.Null(await Close());

        var families = (await DetailAsync(world, invoice.Id)).Entries.Select(entry => entry.Family).ToList();
        Assert.Equal(2, families.Count(family => family == EventFamily.InvoiceClosed));
        Assert.Single(families, EventFamily.InvoiceReopened);
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-6")]
    public async Task Return_OfAPaymentOfAClosedOrGivenUpInvoice_ReopensItFirst(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var plan = await world.ContractAsync("C1");
        var closed = (await world.IssueAsync(plan[1])).Value;
        var givenUp = (await world.IssueAsync(plan[2])).Value;
        var (whole, wholeOrder) = await world.CollectAsync(closed.Id);
        var (part, partOrder) = await world.CollectAsync(givenUp.Id, 10_000);
        await world.Provider.SettleAsync(whole, wholeOrder);
        Assert.Null((await world.World.Use<CloseInvoice>().RunAsync(closed.Id, "Done", world.Finance, default)).Refusal);
        await GiveUpAsync(world, givenUp.Id);

        await world.Provider.ReturnAsync(whole, wholeOrder);
        await world.Provider.ReturnAsync(part, partOrder);

        foreach (var id in new[] { closed.Id, givenUp.Id })
        {
            var invoice = await world.InvoiceAsync(id);
            Assert.Equal((InvoiceState.Open, invoice.DueMinor), (invoice.State, invoice.OpenMinor));
        }

        await world.AssertBooksAsync();
        Assert.False((await world.BalancesAsync()).ContainsKey(1250));
    }

    private static async Task GiveUpAsync(BillingWorld world, InvoiceId id)
    {
        Assert.Null((await world.World.Use<AskWriteOff>().RunAsync(new(id, "The buyer is bankrupt"), world.Finance, default))
            .Refusal?.Text);
        Assert.Null((await world.World.Use<DecideWriteOff>()
            .ApproveAsync(id, "Seen the ruling", world.World.As("controller1"), default)).Refusal?.Text);
    }

    private static async Task ResolveAllAsync(BillingWorld world)
    {
        await using var db = await world.World.DbAsync();
        foreach (var found in await db.Set<ExceptionCase>().ToListAsync())
            found.Resolve(default, world.World.Now, new CaseClosing("Mistake", "Looked at it"));
        await db.SaveChangesAsync();
    }

    private static async Task<InvoiceDetail.Answer> DetailAsync(BillingWorld world, InvoiceId id) =>
        (await world.World.Use<InvoiceDetail>().RunAsync(id, world.Finance, default)).Value;

    private static Task<IReadOnlyList<PlanItem>> PlanAsync(BillingWorld world, string number, MarketTerms terms) =>
        world.ContractAsync(
        number, 100_001, terms, ClearingWay.Last,
        [
            BillingWorld.Item(PlanItemKind.DownPayment, 30_007), BillingWorld.Item(PlanItemKind.Milestone, 40_001),
            BillingWorld.Item(PlanItemKind.Milestone, 60_000),
        ]);
}
