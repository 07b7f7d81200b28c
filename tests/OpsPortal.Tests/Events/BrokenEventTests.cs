using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

/// <summary>
/// Events that break their handler, by a database that refuses one payment's row until it is mended; and two nodes at one inbox.
/// </summary>
public sealed class BrokenEventTests
{
    private const string Broken = "pay_broken";

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-1")]
    [Trait("Control", "T32")]
    public async Task Take_OfAGroupWithOneBadEvent_StoresAllAndPostsTheOthers(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 100_000);
        await using var db = await world.World.DbAsync();
        await RefuseAsync(db, kind);
        var deliveries = Enumerable.Range(0, 20).Select(n => n == 7 ? Broken : $"pay_{n}")
            .Select(reference => Admit(world, reference)).ToList();

        var committer = world.World.Use<GroupCommitter>();
        var answers = await Task.WhenAll(deliveries.Select(delivery => committer.TakeAsync(delivery, CancellationToken.None)));

        Assert.All(answers, answer => Assert.Equal(IntakeAnswer.Stored, answer));
        Assert.Equal(19, await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.Done));
        Assert.Equal(19, await db.Set<Receipt>().CountAsync(receipt => receipt.AppliedMinor == 100));
        Assert.Equal(InboxState.Ready, (await BrokenRowAsync(db)).State);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-4")]
    [Trait("Control", "T32")]
    public async Task Sweep_OfAnEventThatBreaksItsHandler_TriesAgainEverLaterThenGivesItUpWithOneCase(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 100_000);
        await using var db = await world.World.DbAsync();
        await RefuseAsync(db, kind);
        await world.World.Use<GroupCommitter>().TakeAsync(Admit(world, Broken), CancellationToken.None);

        var delays = await FailUntilGivenUpAsync(world, db);

        Assert.Equal(RetryDelays.Attempts - 1, delays.Count);
        Assert.Equal(delays.Order(), delays);
        var row = await BrokenRowAsync(db);
        Assert.Equal((InboxState.DeadLetter, RetryDelays.Attempts), (row.State, row.Attempts));
        Assert.Contains("not to be taken", row.LastError, StringComparison.Ordinal);
        Assert.Equal(ExceptionType.DeadLetter, (await db.Set<ExceptionCase>().SingleAsync()).Type);
        Assert.Equal(0, await db.Set<Receipt>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-4")]
    public async Task Replay_OfADeadLetterPressedTwice_HandlesItOnce(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 100_000);
        await using var db = await world.World.DbAsync();
        await RefuseAsync(db, kind);
        await world.World.Use<GroupCommitter>().TakeAsync(Admit(world, Broken), CancellationToken.None);
        await FailUntilGivenUpAsync(world, db);
        await MendAsync(db, kind);
        var id = (await BrokenRowAsync(db)).Id;

        var presses = await Task.WhenAll(PressAsync(world, id), PressAsync(world, id));
        await world.Provider.SweepAsync();

        Assert.Single(presses, press => !press.IsRefused);
        await AssertHandledOnceAsync(db);
        Assert.Equal(ExceptionState.Resolved,
            (await db.Set<ExceptionCase>().AsNoTracking().SingleAsync(found => found.Type == ExceptionType.DeadLetter)).State);

        Assert.False((await PressAsync(world, id)).IsRefused);
        await world.Provider.SweepAsync();
        await AssertHandledOnceAsync(db);
    }

    [Theory, OnPostgres]
    [Trait("Requirement", "EVT-2")]
    [Trait("Control", "T35")]
    public async Task Sweep_ByTwoNodesAtOnce_HandlesEachEventOnce(StoreKind kind)
    {
        const int Events = 60;
        await using var world = await CashWorld.NewAsync(kind);
        foreach (var n in Enumerable.Range(0, Events))
            await world.World.Use<GroupCommitter>().TakeNowAsync(Admit(world, $"pay_{n}", "IE-UNKNOWN"));
        await using var second = TestPortal.Build(world.World.Store, CashWorld.Settings);
        second.Services.GetRequiredService<AppClock>().Set(world.World.Now);

        SweepInbox[] sweepers = [.. Sweepers(world.World.Services), .. Sweepers(second.Services)];
        var words = await Task.WhenAll(sweepers.Select(sweeper =>
            Task.Run(() => sweeper.RunAsync(Actor.System("test"), CancellationToken.None))));

        Assert.Equal(Events, words.Where(said => said != "nothing").Sum(said => int.Parse(said.Split(' ')[0], null)));
        await using var db = await world.World.DbAsync();
        Assert.Equal(Events, await db.Set<InboxEvent>().CountAsync(row => row.State == InboxState.Done && row.Attempts == 0));
        Assert.Equal(Events, await db.Set<Receipt>().CountAsync());
        Assert.Equal(Events, await db.Set<ExceptionCase>().CountAsync());
        Assert.Equal(Events, await db.Set<JournalEntry>().CountAsync());
    }

    private static SweepInbox[] Sweepers(IServiceProvider node) =>
        [.. Enumerable.Range(0, 2).Select(_ => ActivatorUtilities.CreateInstance<SweepInbox>(node))];

    private static Task<Outcome<Guid>> PressAsync(CashWorld world, Guid id) => Task.Run(() =>
        world.World.Use<ReplayEvent>().RunAsync(id, world.World.As("ops"), CancellationToken.None));

    private static IncomingEvent Admit(CashWorld world, string reference, string invoice = "IE-1")
    {
        var payment = CashWorld.Payment(reference, invoice, 100, world.World.Now);
        var told = SandboxEvents.Payment(payment, "payment.succeeded", 100, world.World.Now);
        var body = InboxBody.Bytes(told.Body);
        var signed = StandardWebhookSignature.Sign(told.EventId, body, CashWorld.Secret, world.World.Now);
        return world.World.Use<WebhookDoor>().Admit(SandboxEventReader.Name, new Delivery(body, name => name switch
        {
            "webhook-id" => signed.Id,
            "webhook-timestamp" => signed.Timestamp,
            "webhook-signature" => signed.Signature,
            _ => null,
        }))!;
    }

    /// <summary>Sweeps at each due time until the event is given up; gives back the delays between the tries.</summary>
    private static async Task<List<Duration>> FailUntilGivenUpAsync(CashWorld world, OpsDbContext db)
    {
        var delays = new List<Duration>();
        for (var attempt = 1; attempt <= RetryDelays.Attempts; attempt++)
        {
            await world.Provider.SweepAsync();
            var row = await BrokenRowAsync(db);
            Assert.Equal(attempt, row.Attempts);
            if (row.State == InboxState.DeadLetter)
                break;
            delays.Add(row.NextAt - world.World.Now);
            world.World.Clock.Set(row.NextAt);
        }

        return delays;
    }

    private static async Task AssertHandledOnceAsync(OpsDbContext db)
    {
        Assert.Equal(InboxState.Done, (await BrokenRowAsync(db)).State);
        var receipt = await db.Set<Receipt>().AsNoTracking().SingleAsync();
        Assert.Equal((Broken, 100L), (receipt.ProviderReference, receipt.AppliedMinor));
        Assert.Equal(1, await db.Set<JournalEntry>().CountAsync(entry => entry.Family == EventFamily.PaymentSucceeded));
        Assert.Equal(1, await db.Set<JournalEntry>().CountAsync(entry => entry.Family == EventFamily.CashApplied));
    }

    private static Task<InboxEvent> BrokenRowAsync(OpsDbContext db) =>
        db.Set<InboxEvent>().AsNoTracking().SingleAsync(row => row.Reference == Broken);

    private static async Task RefuseAsync(OpsDbContext db, StoreKind kind)
    {
        var (table, column) = Names(db);
        var sql = kind == StoreKind.Sqlite
            ? $"""
              CREATE TRIGGER refuse_one BEFORE INSERT ON "{table}" WHEN NEW."{column}" = '{Broken}'
              BEGIN SELECT RAISE(ABORT, 'not to be taken'); END
              """
            : $"""
              CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF NEW."{column}" = '{Broken}' THEN RAISE EXCEPTION 'not to be taken'; END IF;
                RETURN NEW;
              END $$;
              CREATE TRIGGER refuse_one BEFORE INSERT ON "{table}" FOR EACH ROW EXECUTE FUNCTION refuse_one();
              """;
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private static async Task MendAsync(OpsDbContext db, StoreKind kind)
    {
        var sql = kind == StoreKind.Sqlite ? "DROP TRIGGER refuse_one" : $"""DROP TRIGGER refuse_one ON "{Names(db).Table}" """;
        await db.Database.ExecuteSqlRawAsync(sql);
    }

    private static (string Table, string Column) Names(OpsDbContext db)
    {
        var receipts = db.Model.FindEntityType(typeof(Receipt))!;
        return (receipts.GetTableName()!, receipts.FindProperty(nameof(Receipt.ProviderReference))!.GetColumnName());
    }
}
