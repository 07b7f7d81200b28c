using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Events;
using OpsPortal.Features.Cash;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

/// <summary>Payments that arrive, or wait, together are posted together; what is not certain among them never holds the others
/// up.</summary>
public sealed class GroupedPaymentsTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "EVT-2")]
    public async Task Store_OfAMixedGroup_PostsWhatIsCertainAndLeavesTheRest(StoreKind kind)
    {
        await using var world = await GroupAsync(kind);
        var group = Group(world);

        var stored = await world.World.Use<StoreEvents>().StoreAsync([.. group, group[0] with { }], post: true);

        Assert.Equal([.. Enumerable.Repeat(IntakeAnswer.Stored, 6), IntakeAnswer.Duplicate], stored.Answers);
        Assert.True(stored.LeavesWork);
        Assert.Equal(new() { [InboxState.Done] = 3, [InboxState.Ready] = 3 }, await world.InboxAsync());
        await EndsRightAsync(world);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "EVT-4")]
    public async Task Sweep_OfAGroupByTwoNodesAtOnce_PostsEachPaymentOnce(StoreKind kind)
    {
        await using var world = await GroupAsync(kind);
        await world.World.Use<StoreEvents>().StoreAsync(Group(world), post: false);
        Assert.Equal(new() { [InboxState.Ready] = 6 }, await world.InboxAsync());

        var sweep = world.World.Use<SweepInbox>();
        await Task.WhenAll(Enumerable.Range(0, 2).Select(node => sweep.RunAsync(Actor.System($"node {node}"), default)));

        await EndsRightAsync(world);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-3")]
    public async Task Store_OfASecondEventOfAPaymentInTheBooks_SaysSoAndPostsNothing(StoreKind kind)
    {
        await using var world = await GroupAsync(kind);
        var store = world.World.Use<StoreEvents>();
        await store.StoreAsync([Incoming(world, "evt_1", "pi_1", "IE-1", 10_00)], post: true);

        await store.StoreAsync(
            [Incoming(world, "evt_2", "pi_1", "IE-1", 10_00), Incoming(world, "evt_3", "pi_3", "IE-2", 10_00)], post: true);

        await using var db = await world.World.DbAsync();
        var results = await db.Set<InboxEvent>().OrderBy(row => row.EventId).Select(row => row.Result).ToListAsync();
        Assert.Equal([StoreEvents.PostedOnArrival, PostPayments.TakenBefore, StoreEvents.PostedOnArrival], results);
        Assert.Equal(2, await db.Set<Receipt>().CountAsync());
        Assert.Equal(90_00, (await db.Set<Invoice>().SingleAsync(invoice => invoice.Number == "IE-1")).OpenMinor);
    }

    private static async Task<CashWorld> GroupAsync(StoreKind kind)
    {
        var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 100_00);
        await world.IssueAsync("IE-2", 50_00);
        return world;
    }

    // Two parts of one invoice; a whole one; more than is left; no reference; a second event of the first payment.
    private static List<IncomingEvent> Group(CashWorld world) =>
    [
        Incoming(world, "evt_a", "pi_a", "IE-1", 30_00), Incoming(world, "evt_b", "pi_b", "IE-1", 60_00),
        Incoming(world, "evt_c", "pi_c", "IE-2", 50_00), Incoming(world, "evt_d", "pi_d", "IE-1", 60_00, minutes: 5),
        Incoming(world, "evt_e", "pi_e", null, 7_00), Incoming(world, "evt_f", "pi_a", "IE-1", 30_00, minutes: 6),
    ];

    private static async Task EndsRightAsync(CashWorld world)
    {
        await world.DeliverAsync([]);
        Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
        await using var db = await world.World.DbAsync();
        var receipts = await db.Set<Receipt>().OrderBy(receipt => receipt.ProviderReference).ToListAsync();
        Assert.Equal([0L, 0L, 0L, 50_00L, 7_00L], receipts.Select(receipt => receipt.UnappliedMinor));
        Assert.All(await db.Set<Invoice>().ToListAsync(), invoice => Assert.Equal(InvoiceState.Paid, invoice.State));
        var balances = await world.BalancesAsync();
        Assert.Equal(207_00, balances["1020 EUR"]);
        Assert.Equal(-57_00, balances["2600 EUR"]);
        Assert.DoesNotContain("1200 EUR", balances.Keys);
        Assert.Equal(0, balances.Values.Sum());
    }

    private static IncomingEvent Incoming(
        CashWorld world, string id, string reference, string? invoice, long minor, int minutes = 0)
    {
        var at = world.World.Now + Duration.FromMinutes(minutes);
        var payment = CashWorld.Payment(reference, invoice, minor, at);
        var delivery = SandboxEvents.Payment(payment, "payment.succeeded", minor, at);
        var body = delivery.Body.Replace(delivery.EventId, id, StringComparison.Ordinal);
        var read = world.World.Use<SandboxEventReader>().Read(id, InboxBody.Bytes(body)).Value;
        return new IncomingEvent(SandboxEventReader.Name, id, read.Type, body, "", at, read, null);
    }
}
