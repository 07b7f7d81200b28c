using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

public sealed class DeliveryOrderTests
{
    private const int Shuffles = 6;

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "EVT-3")]
    [Trait("Control", "T29")]
    public async Task Deliver_OfOneStoryInAnyOrderAndTwice_GivesTheSameBalances(StoreKind kind)
    {
        var random = new Random(7);
        Dictionary<string, long>? first = null;
        for (var shuffle = 0; shuffle < Shuffles; shuffle++)
        {
            await using var world = await CashWorld.NewAsync(kind);
            await world.IssueAsync("IE-1", 100_003);
            await world.IssueAsync("IE-2", 5_001);
            var story = Story(world.World.Now);
            var order = story.Concat(shuffle == 0 ? [] : story.Where(_ => random.Next(2) == 0)).ToArray();
            if (shuffle > 0)
                random.Shuffle(order);
            world.World.Clock.Advance(Duration.FromHours(6));
            await world.DeliverAsync(order);

            var balances = await world.BalancesAsync();
            Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
            first ??= balances;
            Assert.Equal(first, balances);
        }

        Assert.False(first!.ContainsKey("1020 EUR"), "Nothing is pending at the end of the story.");
        Assert.False(first.ContainsKey("1260 EUR"), "The dispute is decided.");
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "EVT-2")]
    public async Task Deliver_OfTheWholeStoryAgain_ChangesNothing(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 100_003);
        await world.IssueAsync("IE-2", 5_001);
        var story = Story(world.World.Now);
        world.World.Clock.Advance(Duration.FromHours(6));
        await world.DeliverAsync(story);
        var before = await world.BalancesAsync();
        await using var db = await world.World.DbAsync();
        var entries = await db.Set<JournalEntry>().CountAsync();

        foreach (var delivery in story)
            Assert.Equal(IntakeAnswer.Duplicate, await world.Provider.DeliverAsync(delivery.EventId, delivery.Body));
        await world.DeliverAsync([]);

        Assert.Equal(before, await world.BalancesAsync());
        Assert.Equal(entries, await db.Set<JournalEntry>().CountAsync());
        Assert.Equal(story.Length, await db.Set<InboxEvent>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "CSH-7")]
    public async Task Deliver_OfAPaymentThatNamesNoInvoice_KeepsItUnappliedAndOpensACase(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 10_000);
        var at = world.World.Now;

        await world.DeliverAsync(
        [
            Success(CashWorld.Payment("pay_a", null, 700, at)), Success(CashWorld.Payment("pay_b", "IE-9", 300, at)),
            Success(CashWorld.Payment("pay_c", "IE-1", 200, at, currency: "USD")),
            Success(CashWorld.Payment("pay_d", "IE-1", 12_000, at)),
        ]);

        await using var db = await world.World.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync();
        Assert.Equal((0L, InvoiceState.Paid), (invoice.OpenMinor, invoice.State));
        var balances = await world.BalancesAsync();
        Assert.Equal((-3_000L, -200L), (balances["2600 EUR"], balances["2600 USD"]));
        Assert.Equal(4, await db.Set<ExceptionCase>().CountAsync());
        Assert.Equal(3_200, await db.Set<Receipt>().SumAsync(receipt => receipt.UnappliedMinor));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-3")]
    public async Task Deliver_OfARefundWhosePaymentNeverComes_WaitsThenBecomesADeadLetter(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        var payment = CashWorld.Payment("pay_gone", "IE-1", 700, world.World.Now);
        await world.DeliverAsync([SandboxEvents.Payment(payment, "payment.refunded", 700, world.World.Now)]);
        Assert.Equal([InboxState.Waiting], (await world.InboxAsync()).Keys);

        world.World.Clock.Set(Rails.ExpectedBy(Rail.Card, world.World.Now));
        await world.Provider.SweepAsync();

        Assert.Equal([InboxState.DeadLetter], (await world.InboxAsync()).Keys);
        await using var db = await world.World.DbAsync();
        Assert.Equal(ExceptionType.DeadLetter, (await db.Set<ExceptionCase>().SingleAsync()).Type);
    }

    /// <summary>Two part payments, an overtaken failure, settlement with fee, a dispute won, one lost, an ACH return.</summary>
    private static SandboxDelivery[] Story(Instant start)
    {
        Instant At(int minutes) => start + Duration.FromMinutes(minutes);
        var card = CashWorld.Payment("pay_card", "IE-1", 33_334, At(0));
        var ach = CashWorld.Payment("pay_ach", "IE-1", 20_001, At(1), Rail.Ach);
        var rest = CashWorld.Payment("pay_rest", "IE-1", 46_668, At(2), Rail.Wire);
        var small = CashWorld.Payment("pay_small", "IE-2", 5_001, At(3));
        card.DisputeReference = "dp_card";
        small.DisputeReference = "dp_small";
        return
        [
            SandboxEvents.Payment(card, "payment.failed", card.AmountMinor, At(0), "card_declined"),
            Success(card, At(1)), Success(ach, At(2)), Success(rest, At(3)), Success(small, At(4)),
            SandboxEvents.Payment(card, "balance.available", card.AmountMinor, At(60)),
            SandboxEvents.Payment(ach, "payment.returned", ach.AmountMinor, At(70), "R01"),
            SandboxEvents.Payment(ach, "balance.available", ach.AmountMinor, At(65)),
            SandboxEvents.Payment(rest, "balance.available", rest.AmountMinor, At(66)),
            SandboxEvents.Payment(small, "balance.available", small.AmountMinor, At(67)),
            SandboxEvents.Dispute(card, "dispute.opened", At(80), null),
            SandboxEvents.Dispute(card, "dispute.closed", At(90), true),
            SandboxEvents.Dispute(small, "dispute.opened", At(81), null),
            SandboxEvents.Dispute(small, "dispute.closed", At(91), false),
        ];
    }

    private static SandboxDelivery Success(SandboxPayment payment, Instant? at = null) =>
        SandboxEvents.Payment(payment, "payment.succeeded", payment.AmountMinor, at ?? payment.CreatedAt);
}
