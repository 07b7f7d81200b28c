using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Sandbox;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Invoices;

public sealed class CreditAndRefundTests
{
    private static readonly MarketTerms[] Variants =
    [
        new(SellerOfRecord.Payee, TaxLiability.Entity, true, 1900),
        new(SellerOfRecord.Payee, TaxLiability.Payee, false, 1900),
        new(SellerOfRecord.Platform, TaxLiability.Entity, true, 1900),
    ];

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-2")]
    [Trait("Requirement", "INV-10")]
    public async Task Credit_OnCollectedMoney_UnfundsThePayees_AndIsRefunded(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        for (var i = 0; i < Variants.Length; i++)
        {
            var plan = await world.ContractAsync(
                $"C{i}", 100_001, Variants[i], ClearingWay.Last,
                [BillingWorld.Item(PlanItemKind.Milestone, 40_001), BillingWorld.Item(PlanItemKind.Milestone, 60_000)]);
            var paid = (await world.IssueAsync(plan[0])).Value;
            var part = (await world.IssueAsync(plan[1])).Value;
            var (reference, order) = await world.CollectAsync(paid.Id);
            await world.Provider.SettleAsync(reference, order);
            await world.CollectAsync(part.Id, 33_333);

            // On what is collected in full; and on one of which a part was open.
            await CreditAsync(world, paid.Id, 10_007);
            await CreditAsync(world, part.Id, 40_000);
            await world.AssertBooksAsync();
            Assert.Equal(10_007 + (40_000 - 26_667), await OwedAsync(world, paid.Id, part.Id));
            Assert.Equal(0, (await world.BalancesAsync()).GetValueOrDefault(2100));

            var refund = await RefundAsync(world, paid.Id, 10_007, $"re_{i}");
            Assert.Equal("invoicing.refund-too-high", (await TryRefundAsync(world, paid.Id, 1, $"re_{i}b")).Refusal?.Code);
            await world.AssertBooksAsync();
            var available = (await world.BalancesAsync())[1030];
            await TellAsync(world, refund, succeeds: true);
            await TellAsync(world, refund, succeeds: true);

            Assert.Equal(available - 10_007, (await world.BalancesAsync())[1030]);
            Assert.Equal(0, await OwedAsync(world, paid.Id));
            await world.AssertBooksAsync();
        }
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    public async Task Refund_ThatFailsAfterItWasPaid_IsOwedAgainAndOpensACase(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        await world.CollectAsync(invoice.Id);
        await CreditAsync(world, invoice.Id, 15_000);
        var before = await world.BalancesAsync();
        var refund = await RefundAsync(world, invoice.Id, 15_000, "re_1");
        Assert.Equal("invoicing.refund-taken", (await TryRefundAsync(world, invoice.Id, 1, "re_1")).Refusal?.Code);

        await TellAsync(world, refund, succeeds: true);
        await TellAsync(world, refund, succeeds: false);

        Assert.Equal(before, await world.BalancesAsync());
        Assert.Equal(15_000, await OwedAsync(world, invoice.Id));
        await using var db = await world.World.DbAsync();
        Assert.Equal(1, await db.Set<ExceptionCase>().CountAsync(found => found.Type == ExceptionType.FailedRefund));

        // Another way succeeds; a third is taken back before the provider has done it.
        var again = await RefundAsync(world, invoice.Id, 10_000, "re_2");
        var wrong = await RefundAsync(world, invoice.Id, 5_000, "re_3");
        await TellAsync(world, again, succeeds: true);
        Assert.Null((await world.World.Use<CancelRefund>().RunAsync(wrong, "Typed twice", world.Finance, default)).Refusal);
        Assert.Equal("invoicing.illegal-refund-move",
            (await world.World.Use<CancelRefund>().RunAsync(again, "No", world.Finance, default)).Refusal?.Code);
        Assert.Equal(5_000, await OwedAsync(world, invoice.Id));
        Assert.Equal(0, await EndedAsync());

        await TellAsync(world, await RefundAsync(world, invoice.Id, 1, "re_4"), succeeds: true);
        Assert.Equal(0, await EndedAsync());
        await TellAsync(world, await RefundAsync(world, invoice.Id, 4_999, "re_5"), succeeds: true);
        Assert.Equal(1, await EndedAsync());
        await world.AssertBooksAsync();

        Task<int> EndedAsync() => db.Set<ExceptionCase>().CountAsync(found =>
            found.Type == ExceptionType.FailedRefund && found.State == ExceptionState.Resolved && found.ResolvingEntryId != null);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    [Trait("Requirement", "CSH-7")]
    public async Task ChargeRefunded_WithTheTotalSoFar_PaysOurRefundAndIsNoReturn(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var (reference, order) = await world.CollectAsync(invoice.Id);
        await CreditAsync(world, invoice.Id, 15_000);
        await RefundAsync(world, invoice.Id, 15_000, "re_1");

        await world.Provider.RefundAsync(reference, order, 15_000);

        Assert.Equal(0, await OwedAsync(world, invoice.Id));
        Assert.Equal(25_000, (await world.InvoiceAsync(invoice.Id)).AppliedMinor);
        await world.AssertBooksAsync();

        // More than was asked for is a return as before.
        await world.Provider.RefundAsync(reference, order, 20_000);
        Assert.Equal(5_000, (await world.InvoiceAsync(invoice.Id)).OpenMinor);
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-9")]
    public async Task Return_OfAPaymentThatWasPartlyCredited_TakesTheCreditBack(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var (reference, order) = await world.CollectAsync(invoice.Id);
        await world.Provider.SettleAsync(reference, order);
        await CreditAsync(world, invoice.Id, 15_000);

        await world.Provider.ReturnAsync(reference, order);

        Assert.Equal(25_000, (await world.InvoiceAsync(invoice.Id)).OpenMinor);
        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([2110, 2120, 2600, 2610, 1250]));
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    [Trait("Requirement", "CON-7")]
    public async Task PaymentInProgress_IsShownOnce_RefusesASecondAttempt_AndEndsWithItsOutcome(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = (await world.IssueAsync((await world.ContractAsync("C1"))[1])).Value;
        var pay = world.World.Use<PaySandbox>();
        PaySandbox.Command attempt = new(invoice.Number, null, Rail.Ach, new Mishap());
        var payment = new SandboxPayment(
            new PaymentOrder(invoice.Number, null, Rail.Ach, new Money(40_000, invoice.Currency)), "pay_1", world.World.Now);
        async Task TellPayment(string type) =>
            await DeliverAsync(world, SandboxEvents.Payment(payment, type, 40_000, world.World.Now));

        await TellPayment("payment.processing");
        var shown = Assert.Single((await DetailAsync(world, invoice.Id)).InProgress);
        Assert.Equal((40_000, new LocalDate(2026, 3, 6)), (shown.AmountMinor, shown.ExpectedOn));
        Assert.Equal("invoicing.attempt-in-flight", (await pay.RunAsync(attempt, world.Finance, default)).Refusal?.Code);

        world.World.Clock.Advance(Duration.FromHours(1));
        await TellPayment("payment.failed");
        Assert.Empty((await DetailAsync(world, invoice.Id)).InProgress);

        // The same payment is tried once more and succeeds.
        world.World.Clock.Advance(Duration.FromHours(1));
        await TellPayment("payment.processing");
        Assert.Single((await DetailAsync(world, invoice.Id)).InProgress);
        world.World.Clock.Advance(Duration.FromHours(1));
        await TellPayment("payment.succeeded");
        Assert.Empty((await DetailAsync(world, invoice.Id)).InProgress);
        Assert.Equal("invoicing.not-collectable", (await pay.RunAsync(attempt, world.Finance, default)).Refusal?.Code);

        await using var db = await world.World.DbAsync();
        var steps = await db.Set<ContractStage>().OrderBy(step => step.At).Select(step => step.Kind).ToListAsync();
        Assert.Equal(
            [StageKind.InvoiceIssued, StageKind.PaymentMethodCollected, StageKind.CollectionAttempt, StageKind.CollectionAttempt,
                StageKind.CollectionAttempt, StageKind.PaymentConfirmed],
            steps.OrderBy(step => step == StageKind.InvoiceIssued ? 0 : step == StageKind.PaymentMethodCollected ? 1
                : step == StageKind.CollectionAttempt ? 2 : 3));
    }

    private static async Task CreditAsync(BillingWorld world, InvoiceId id, long minor) => Assert.Null(
        (await world.World.Use<CreditInvoice>().RunAsync(new(id, minor, "Not all was delivered"), world.Finance, default))
            .Refusal?.Text);

    private static async Task<Outcome<RefundId>> TryRefundAsync(BillingWorld world, InvoiceId id, long minor, string reference)
    {
        await using var db = await world.World.DbAsync();
        var note = await db.Set<CreditNote>().FirstAsync(found => found.InvoiceId == id);
        var receipt = await db.Set<Application>().Where(applied => applied.InvoiceId == id).Select(applied => applied.ReceiptId)
            .FirstAsync();
        return await world.World.Use<RefundCredit>().RunAsync(new(note.Id, minor, receipt, reference), world.Finance, default);
    }

    private static async Task<RefundId> RefundAsync(BillingWorld world, InvoiceId id, long minor, string reference)
    {
        var recorded = await TryRefundAsync(world, id, minor, reference);
        Assert.Null(recorded.Refusal?.Text);
        return recorded.Value;
    }

    private static async Task TellAsync(BillingWorld world, RefundId id, bool succeeds)
    {
        await using var db = await world.World.DbAsync();
        var refund = await db.Set<Refund>().AsNoTracking().SingleAsync(found => found.Id == id);
        world.World.Clock.Advance(Duration.FromSeconds(1));
        await DeliverAsync(world, SandboxEvents.Refund(
            refund.ProviderReference, "pay", new Money(refund.AmountMinor, refund.Currency), succeeds, world.World.Now));
    }

    private static async Task DeliverAsync(BillingWorld world, SandboxDelivery delivery)
    {
        await world.Provider.DeliverAsync(delivery.EventId, delivery.Body);
        await world.Provider.SweepAsync();
    }

    private static async Task<long> OwedAsync(BillingWorld world, params InvoiceId[] ids)
    {
        await using var db = await world.World.DbAsync();
        return (await db.Set<CreditNote>().AsNoTracking().Where(note => ids.Contains(note.InvoiceId)).ToListAsync())
            .Sum(note => note.RefundableMinor);
    }

    private static async Task<InvoiceDetail.Answer> DetailAsync(BillingWorld world, InvoiceId id) =>
        (await world.World.Use<InvoiceDetail>().RunAsync(id, world.Finance, default)).Value;
}
