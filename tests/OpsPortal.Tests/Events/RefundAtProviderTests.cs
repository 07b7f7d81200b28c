using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Events;
using OpsPortal.Providers.Stripe;

namespace OpsPortal.Tests.Events;

/// <summary>A refund that somebody made in Stripe's dashboard: the payment's total books it, and what tells of it alone ends
/// well.</summary>
[Trait("Requirement", "EVT-3")]
public sealed class RefundAtProviderTests
{
    private static readonly string[] Alone = ["refund.created", "refund.updated", "charge.refund.updated"];

    [Theory, OnSqlite, OnPostgres]
    public async Task TotalFirst_ThenEachThatTellsOfItAlone_AllAreDone(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);
        await TellAsync(world, "charge.refunded", Charge(20_000));
        var entries = await EntriesAsync(world);

        foreach (var type in Alone)
            await TellAsync(world, type, Refund("re_1", 20_000));

        await AssertDoneAsync(world, entries, returned: 20_000);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TotalLast_TheOthersWaitForIt_AndTwiceChangesNothing(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);
        foreach (var type in Alone)
            await TellAsync(world, type, Refund("re_1", 20_000));
        Assert.Equal(3, (await world.InboxAsync())[InboxState.Waiting]);

        await TellAsync(world, "charge.refunded", Charge(20_000));
        await world.DeliverAsync([]);
        var entries = await EntriesAsync(world);
        foreach (var type in Alone)
            Assert.Equal(IntakeAnswer.Duplicate, await TellAsync(world, type, Refund("re_1", 20_000)));
        foreach (var row in await RowsAsync(world))
            Assert.Null((await world.World.Use<ReplayEvent>().RunAsync(row.Id, world.World.As(Role.Ops), default)).Refusal);
        await world.DeliverAsync([]);

        await AssertDoneAsync(world, entries, returned: 20_000);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task TotalAtTheEndOfTheWindow_IsStillSeen_AndWithoutItTheEventIsADeadLetterUntilReplayed(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);
        await TellAsync(world, "refund.created", Refund("re_1", 20_000));
        await TellAsync(world, "refund.updated", Refund("re_2", 50_000));
        var end = Rails.ExpectedBy(Rail.Card, world.World.Now);
        await TellAsync(world, "charge.refunded", Charge(20_000), sweep: false);

        world.World.Clock.Set(end);
        await world.Provider.SweepAsync();
        var rows = (await RowsAsync(world)).ToDictionary(row => row.Type);
        Assert.Equal((InboxState.Done, InboxState.DeadLetter), (rows["refund.created"].State, rows["refund.updated"].State));

        await TellAsync(world, "charge.refunded", Charge(70_000), "2");
        var entries = await EntriesAsync(world);
        Assert.Null((await world.World.Use<ReplayEvent>()
            .RunAsync(rows["refund.updated"].Id, world.World.As(Role.Ops), default)).Refusal);
        await world.Provider.SweepAsync();

        await AssertDoneAsync(world, entries, returned: 70_000, cases: 1);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task WhatTheTotalDoesNotCover_OrFailed_Waits(StoreKind kind)
    {
        await using var world = await PaidAsync(kind);
        await TellAsync(world, "charge.refunded", Charge(20_000));

        await TellAsync(world, "refund.created", Refund("re_more", 20_001));
        await TellAsync(world, "refund.updated", Refund("re_other", 20_000, "usd"));
        await TellAsync(world, "refund.failed", Refund("re_failed", 20_000, status: "failed"));

        Assert.Equal(3, (await world.InboxAsync())[InboxState.Waiting]);
    }

    private static async Task<CashWorld> PaidAsync(StoreKind kind)
    {
        var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-S1", 100_000);
        await TellAsync(world, "payment_intent.succeeded", new
        {
            id = "pi_1", @object = "payment_intent", amount = 100_000, amount_received = 100_000, currency = "eur",
            payment_method_types = new[] { "card" }, metadata = new { invoice_number = "IE-S1" }, status = "succeeded",
        });
        return world;
    }

    private static object Charge(long refunded) => new
    {
        id = "ch_1", @object = "charge", amount = 100_000, amount_refunded = refunded, currency = "eur", payment_intent = "pi_1",
        payment_method_details = new { type = "card" }, metadata = new { },
    };

    private static object Refund(string id, long amount, string currency = "eur", string status = "succeeded") => new
    {
        id, @object = "refund", amount, currency, charge = "ch_1", payment_intent = "pi_1", status, metadata = new { },
    };

    /// <summary>One event of each type, as the reader reads it; a second one is named by its mark.</summary>
    private static async Task<IntakeAnswer> TellAsync(
        CashWorld world, string type, object about, string mark = "1", bool sweep = true)
    {
        var id = $"evt_{type}_{mark}";
        var body = JsonSerializer.Serialize(new
        {
            id, @object = "event", created = world.World.Now.ToUnixTimeSeconds(), type, livemode = false,
            data = new { @object = about },
        });
        var read = world.World.Services.GetServices<IProviderEventReader>()
            .Single(reader => reader.Provider == StripeEventReader.Name).Read(null, InboxBody.Bytes(body)).Value;
        var answer = await world.World.Use<GroupCommitter>().TakeNowAsync(
            new IncomingEvent(StripeEventReader.Name, id, type, body, "", world.World.Now, read, null));
        if (sweep)
            await world.Provider.SweepAsync();
        return answer;
    }

    private static async Task AssertDoneAsync(CashWorld world, int entries, long returned, int cases = 0)
    {
        Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
        Assert.Equal(entries, await EntriesAsync(world));
        Assert.All((await RowsAsync(world)).Where(row => row.Reference.StartsWith("re_", StringComparison.Ordinal)),
            row => Assert.Equal("A refund made at the provider: told by the payment's total.", row.Result));
        await using var db = await world.World.DbAsync();
        Assert.Equal(returned, (await db.Set<Receipt>().SingleAsync()).ReturnedMinor);
        Assert.Equal(cases, await db.Set<ExceptionCase>().CountAsync(found => found.Type == ExceptionType.DeadLetter));
    }

    private static async Task<int> EntriesAsync(CashWorld world)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<JournalEntry>().CountAsync();
    }

    private static async Task<List<InboxEvent>> RowsAsync(CashWorld world)
    {
        await using var db = await world.World.DbAsync();
        return await db.Set<InboxEvent>().AsNoTracking().ToListAsync();
    }
}
