using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Events;
using OpsPortal.Notifications;
using OpsPortal.Outbox;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

/// <summary>Every attempt at an event is kept, and whatever came or went can take its turn again under its own id.</summary>
public sealed class EventAttemptTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-4")]
    public async Task DeadLetter_ShowsItsRawBody_Headers_AndEveryAttempt(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        var payment = CashWorld.Payment("pay_gone", "IE-1", 700, world.World.Now);
        var refund = SandboxEvents.Payment(payment, "payment.refunded", 700, world.World.Now);
        await world.DeliverAsync([refund]);
        world.World.Clock.Set(Rails.ExpectedBy(Rail.Card, world.World.Now));
        await world.Provider.SweepAsync();
        await using var db = await world.World.DbAsync();
        var id = (await db.Set<InboxEvent>().SingleAsync()).Id;
        var ops = world.World.As(Role.Ops);

        Assert.Null((await world.World.Use<ReplayEvent>().RunAsync(id, ops, default)).Refusal);
        await world.Provider.SweepAsync();

        var shown = (await world.World.Use<EventDetail>().RunAsync(id, ops, default)).Value;
        Assert.Equal((InboxState.DeadLetter, refund.Body), (shown.Event.State, shown.Event.Body));
        Assert.Contains($"webhook-id: {refund.EventId}", shown.Event.Headers, StringComparison.Ordinal);
        var states = shown.Attempts.Select(attempt => attempt.State).ToList();
        Assert.Equal(InboxState.Waiting, states[0]);
        Assert.Equal([InboxState.DeadLetter, InboxState.Ready, InboxState.DeadLetter], states[^3..]);
        Assert.Contains("has not come in yet", shown.Attempts[0].Words, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-9")]
    public async Task Replay_OfAnEventThatHadItsEffect_ChangesNothingAndKeepsItsId(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 50_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 50_000, world.World.Now);
        await world.DeliverAsync([SandboxEvents.Payment(payment, "payment.succeeded", 50_000, world.World.Now)]);
        await using var db = await world.World.DbAsync();
        var before = await db.Set<InboxEvent>().AsNoTracking().SingleAsync();
        var entries = await db.Set<JournalEntry>().CountAsync();

        for (var i = 0; i < 2; i++)
        {
            Assert.Null((await world.World.Use<ReplayEvent>().RunAsync(before.Id, world.World.As(Role.Ops), default)).Refusal);
            await world.Provider.SweepAsync();
        }

        var after = await db.Set<InboxEvent>().AsNoTracking().SingleAsync();
        Assert.Equal((InboxState.Done, before.EventId), (after.State, after.EventId));
        Assert.Equal(entries, await db.Set<JournalEntry>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EVT-9")]
    public async Task SendAgain_OfASentMessage_GoesOutUnderItsOwnKey(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using var db = await world.DbAsync();
        var message = OutboxMessage.Of(EmailMessage.Kind, "key-1", new EmailMessage("a@b.test", "Hello", "/"), world.Now);
        db.Add(message);
        await db.SaveChangesAsync();
        var (again, mail) = (world.Use<SendAgain>(), world.Use<DispatchMail>());
        Assert.Equal("events.already-ready", (await again.RunAsync(message.Id, world.As(Role.Ops), default)).Refusal?.Code);
        await mail.RunAsync(Actor.System("mail"), default);

        Assert.NotNull((await again.RunAsync(message.Id, world.As(Role.Auditor), default)).Refusal);
        Assert.Null((await again.RunAsync(message.Id, world.As(Role.Ops), default)).Refusal);
        Assert.Equal("1 of 1 e-mails sent", await mail.RunAsync(Actor.System("mail"), default));

        var shown = (await world.Use<OutgoingList>().RunAsync(false, ListPlace.First, world.As(Role.Auditor), default)).Value;
        Assert.Equal(("key-1", OutboxState.Sent, 1), (shown.Rows[0].Key, shown.Rows[0].State, shown.Rows[0].Attempts));
        Assert.Equal(("a@b.test", "Hello"), shown.Rows[0].Email);
        Assert.Null(shown.Rows[0].Reader);
    }
    [Theory, OnSqlite, OnPostgres]
    public async Task OutgoingList_OfAnEmailToOneOfUs_NamesItsReader(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.AddPersonAsync("Renate", [Role.Ops]);
        await using var db = await world.DbAsync();
        db.Add(OutboxMessage.Of(EmailMessage.Kind, "key-1", new EmailMessage("renate@demo.test", "Hello", "/"), world.Now));
        await db.SaveChangesAsync();

        var shown = (await world.Use<OutgoingList>().RunAsync(false, ListPlace.First, world.As(Role.Auditor), default)).Value;

        Assert.Equal("Renate", Assert.Single(shown.Rows).Reader);
    }
}
