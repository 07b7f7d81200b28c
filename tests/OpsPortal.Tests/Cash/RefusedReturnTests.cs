using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Banking;
using OpsPortal.Tests.Invoices;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Cash;

/// <summary>A payment that comes back while refunds of it are under way: its return is booked whole or not at all.</summary>
[Trait("Requirement", "LED-9")]
public sealed class RefusedReturnTests
{
    private static readonly Actor Job = Actor.System("test");
    private static readonly MarketTerms Terms = new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100);

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_WhileARefundIsPending_EndsItAndTakesTheCreditBack(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = await IssuedAsync(world, 40_000);
        var (reference, order) = await world.CollectAsync(invoice.Id);
        await world.Provider.SettleAsync(reference, order);
        await RefundAsync(world, invoice, await PaymentAsync(world, reference), 15_000, 15_000);

        await world.Provider.ReturnAsync(reference, order);
        await world.World.Use<MatchReceipts>().RunAsync(Job, default);

        await using var db = await world.World.DbAsync();
        var refund = await db.Set<Refund>().SingleAsync();
        Assert.Equal((RefundState.Failed, FailureReasons.PaymentTakenBack), (refund.State, refund.FailureReason));
        Assert.Equal(0, (await db.Set<CreditNote>().SingleAsync()).RefundableMinor);
        Assert.Equal((25_000, 40_000), ((await world.InvoiceAsync(invoice.Id)).OpenMinor,
            (await db.Set<Receipt>().SingleAsync()).ReturnedMinor));
        var told = await db.Set<ExceptionCase>().SingleAsync(found => found.ReasonCode == "cash.payment-returned");
        Assert.Contains("stop them at the provider: re_15000", told.Summary, StringComparison.Ordinal);
        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([2110, 2120, 2600, 2610, 1250]));
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_ThatIsRefused_KeepsNothingOfItself_AndItsDeadLetterNamesThePayment(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var invoice = await IssuedAsync(world, 40_000);
        var (reference, order) = await world.CollectAsync(invoice.Id, 25_000);
        var (second, _) = await world.CollectAsync(invoice.Id, 30_000);
        var paid = await PaymentAsync(world, second);
        if (paid.UnappliedMinor == 30_000)
            Assert.Null((await world.World.Use<ApplyReceipt>().RunAsync(
                new(paid.Id, invoice.Number!, 15_000, "A part of it"), world.World.As("ops"), default)).Refusal?.Text);

        // The other payment's refund is more than it paid of this invoice.
        await RefundAsync(world, invoice, paid, 30_000, 30_000);
        await world.Provider.EndRefundAsync("re_30000", second, new Money(30_000, invoice.Currency), succeeds: true);
        var before = await EntriesAsync(world.World);

        await world.Provider.ReturnAsync(reference, order with { Amount = new Money(25_000, invoice.Currency) });
        await world.World.Use<MatchReceipts>().RunAsync(Job, default);

        await using var db = await world.World.DbAsync();
        var returned = await PaymentAsync(world, reference);
        Assert.Equal((before, 25_000, 0), (await EntriesAsync(world.World), returned.AppliedMinor, returned.ReturnedMinor));
        Assert.Equal(10_000, (await world.InvoiceAsync(invoice.Id)).AppliedMinor);
        Assert.Equal(1, await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.DeadLetter));
        var letter = await db.Set<ExceptionCase>().SingleAsync(found => found.Type == ExceptionType.DeadLetter);
        Assert.Equal((returned.Id, World.Ireland), (letter.ReceiptId!.Value, letter.LegalEntityId!.Value));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Return_OfWhatIsLeft_AfterTheLatestInvoiceWasRefundedWhole_ReopensTheOther(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var (first, latest) = (await IssuedAsync(world, 60_000), await IssuedAsync(world, 40_000, "C2"));
        var (reference, order) = await world.CollectAsync(first.Id, 100_000);
        await world.Provider.SettleAsync(reference, order);
        var payment = await PaymentAsync(world, reference);
        Assert.Null((await world.World.Use<ApplyReceipt>().RunAsync(
            new(payment.Id, latest.Number!, 40_000, "The rest of it"), world.World.As("ops"), default)).Refusal?.Text);
        await RefundAsync(world, latest, payment, 40_000, 40_000);
        await world.Provider.EndRefundAsync("re_40000", reference, new Money(40_000, latest.Currency), succeeds: true);
        await using var db = await world.World.DbAsync();
        var undo = await world.World.Use<UnapplyReceipt>().RunAsync(
            new((await db.Set<Application>().SingleAsync(one => one.InvoiceId == latest.Id)).Id, "Try"), world.World.As("ops"),
            default);

        await world.Provider.ReturnAsync(reference, order);

        Assert.Equal("cash.refunded-whole", undo.Refusal?.Code);
        Assert.Equal((60_000, 0),
            ((await world.InvoiceAsync(first.Id)).OpenMinor, (await world.InvoiceAsync(latest.Id)).OpenMinor));
        Assert.Equal(60_000, (await PaymentAsync(world, reference)).ReturnedMinor);
        Assert.Equal(0, await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.DeadLetter));
        Assert.Empty((await world.BalancesAsync()).Keys.Intersect([1020, 2110, 2120, 2600, 2610, 1250]));
        await world.AssertBooksAsync();
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task BankLine_ThatTakesThePaymentBackWhileARefundIsPending_IsBookedOnceAndEndsTheRefund(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (world, invoice, refund) = await RefundedAsync(bank);

        await TakeBackAsync(bank);
        var booked = await EntriesAsync(bank.World);
        await RoundsAsync(bank);

        Assert.Equal(booked, await EntriesAsync(bank.World));
        Assert.Equal(885, Assert.Single(await bank.AllAsync<Receipt>()).ReturnedMinor);
        Assert.Equal(RefundState.Failed, (await bank.AllAsync<Refund>()).Single(one => one.Id == refund).State);
        Assert.Equal(585, (await world.InvoiceAsync(invoice.Id)).OpenMinor);
        Assert.DoesNotContain(1010, (await bank.BalancesAsync()).Keys);
        Assert.Contains(await bank.LinesAsync(), line => line is { AmountMinor: < 0, Standing: LineStanding.Posted });
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task BankLine_ThatTakesBackWhatWasRefunded_IsNotBooked_AndACaseNamesThePayment(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var (_, _, id) = await RefundedAsync(bank);
        await using (var db = await bank.World.DbAsync())
        {
            Assert.Null((await db.Set<Refund>().SingleAsync(one => one.Id == id)).Succeed(bank.World.Now).Refusal);
            await db.SaveChangesAsync();
        }

        var before = await EntriesAsync(bank.World);
        await TakeBackAsync(bank);
        await RoundsAsync(bank);

        Assert.Equal(before, await EntriesAsync(bank.World));
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        var found = Assert.Single(await bank.AllAsync<ExceptionCase>(), one => one.ReasonCode == "banking.return-not-booked");
        Assert.Equal((0, receipt.Id, ExceptionType.ReturnOrReversal), (receipt.ReturnedMinor, found.ReceiptId, found.Type));
    }

    private static async Task<Invoice> IssuedAsync(BillingWorld world, long minor, string contract = "C1")
    {
        var plan = await world.ContractAsync(
            contract, minor, Terms, ClearingWay.Last, [BillingWorld.Item(PlanItemKind.Milestone, minor)]);
        var issued = await world.IssueAsync(plan[0]);
        Assert.Null(issued.Refusal?.Text);
        return await world.InvoiceAsync(issued.Value.Id);
    }

    /// <summary>An invoice of 8.85 that a bank line paid, 3.00 of which is credited and being refunded.</summary>
    private static async Task<(BillingWorld World, Invoice Invoice, RefundId Refund)> RefundedAsync(BankWorld bank)
    {
        var world = BillingWorld.In(bank.World);
        var invoice = await IssuedAsync(world, 885);
        await bank.TakenAsync(Camt(Entry("8.85", Paid(invoice.Number!, endToEnd: "E2E-885"), "R-1"), closing: "108.85"));
        var receipt = Assert.Single(await bank.AllAsync<Receipt>());
        Assert.Equal(885, receipt.AppliedMinor);
        return (world, invoice, await RefundAsync(world, invoice, receipt, 300, 300));
    }

    private static Task TakeBackAsync(BankWorld bank) => bank.TakenAsync(Camt(
        Entry("-8.85", Paid("R-1", endToEnd: "E2E-885"), "X-3").Replace("ESCT", "RRTN", StringComparison.Ordinal),
        opening: "108.85", closing: "100.00", id: "S-2"));

    private static async Task RoundsAsync(BankWorld bank)
    {
        for (var round = 0; round < 2; round++)
        {
            await bank.World.Use<MatchReceipts>().RunAsync(Job, default);
            await bank.World.Use<BookLines>().RunAsync(Job, default);
        }
    }

    private static async Task<RefundId> RefundAsync(
        BillingWorld world, Invoice invoice, Receipt payment, long creditMinor, long refundMinor)
    {
        var credit = await world.World.Use<CreditInvoice>().RunAsync(
            new(invoice.Id, creditMinor, "Not all was delivered"), world.Finance, default);
        Assert.Null(credit.Refusal?.Text);
        var refund = await world.World.Use<RefundCredit>().RunAsync(
            new(credit.Value, refundMinor, payment.Id, $"re_{refundMinor}"), world.Finance, default);
        Assert.Null(refund.Refusal?.Text);
        return refund.Value;
    }

    private static async Task<Receipt> PaymentAsync(BillingWorld world, string reference)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<Receipt>().AsNoTracking().SingleAsync(one => one.ProviderReference == reference);
    }

    private static async Task<int> EntriesAsync(World world)
    {
        await using var db = await world.DbAsync();
        return await db.Set<JournalEntry>().CountAsync();
    }
}
