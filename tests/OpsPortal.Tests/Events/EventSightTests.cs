using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Events;
using OpsPortal.Features.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

/// <summary>Events belong to the legal entity whose records they are about.</summary>
[Trait("Requirement", "SEC-1")]
public sealed class EventSightTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Events_OfAnotherLegalEntity_AreNeitherListedNorFound(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 10_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 10_000, cash.World.Now);
        await cash.DeliverAsync(
        [
            SandboxEvents.Payment(payment, "payment.succeeded", 10_000, cash.World.Now),
            SandboxEvents.Payment(payment, "balance.available", 10_000, cash.World.Now),
            SandboxEvents.Payment(Foreign(cash), "payment.succeeded", 700, cash.World.Now),
        ]);
        await cash.Provider.DeliverAsync(
            "evt_other", """{"type":"something.else","timestamp":"2026-03-02T09:00:00Z","data":{"id":"x"}}""");
        await cash.Provider.SweepAsync();

        var here = await cash.World.AddPersonAsync("Irene", [Role.Ops], World.Ireland);
        var there = await cash.World.AddPersonAsync("Amos", [Role.Ops], World.America);

        Assert.Equal(["evt_other", "pay_1", "pay_1"], await SeenAsync(cash, here));
        Assert.Equal(["evt_other", "pay_us"], await SeenAsync(cash, there));
        Assert.Equal(["evt_other", "pay_1", "pay_1", "pay_us"], await SeenAsync(cash, cash.World.As("ops")));
        var foreign = await IdAsync(cash, "pay_us");
        Assert.Equal("shared.not-found", (await cash.World.Use<EventDetail>().RunAsync(foreign, here, default)).Refusal!.Code);
        Assert.Equal("shared.not-found", (await cash.World.Use<ReplayEvent>().RunAsync(foreign, here, default)).Refusal!.Code);
        Assert.False((await cash.World.Use<EventDetail>().RunAsync(foreign, there, default)).IsRefused);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Messages_AboutAnotherLegalEntity_AreNeitherListedNorSentAgain(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.DeliverAsync(
        [
            SandboxEvents.Payment(CashWorld.Payment("pay_1", "IE-9", 4_000, cash.World.Now), "payment.succeeded", 4_000,
                cash.World.Now),
            SandboxEvents.Payment(Foreign(cash), "payment.succeeded", 700, cash.World.Now),
        ]);
        var here = await cash.World.AddPersonAsync("Irene", [Role.Ops], World.Ireland);
        var there = await cash.World.AddPersonAsync("Amos", [Role.Ops], World.America);

        Assert.Contains("EUR 40.00", Assert.Single(await SentAsync(cash, here)).Email!.Value.Subject, StringComparison.Ordinal);
        var foreign = Assert.Single(await SentAsync(cash, there));
        Assert.Contains("USD 7.00", foreign.Email!.Value.Subject, StringComparison.Ordinal);
        Assert.Equal(2, (await SentAsync(cash, cash.World.As("ops"))).Count);
        var again = cash.World.Use<SendAgain>();
        Assert.Equal("shared.not-found", (await again.RunAsync(foreign.Id, here, default)).Refusal!.Code);
        Assert.Equal("events.already-ready", (await again.RunAsync(foreign.Id, there, default)).Refusal!.Code);
    }

    private static async Task<IReadOnlyList<OutgoingList.Row>> SentAsync(CashWorld cash, OpsPortal.Access.Actor actor) =>
        (await cash.World.Use<OutgoingList>().RunAsync(false, ListPlace.First, actor, default)).Value.Rows;

    private static SandboxPayment Foreign(CashWorld cash) =>
        new(new PaymentOrder(null, "US01", Rail.Ach, new Money(700, Currency.Of("USD"))), "pay_us", cash.World.Now);

    private static async Task<IReadOnlyList<string>> SeenAsync(CashWorld cash, OpsPortal.Access.Actor actor)
    {
        var list = await cash.World.Use<EventList>().RunAsync(new EventList.Filter(null, null, ListPlace.First), actor, default);
        Assert.Equal(list.Value.Count, list.Value.Counts.Values.Sum());
        return [.. list.Value.Rows.Select(row => row.Reference.Length > 0 ? row.Reference : row.EventId)
            .Order(StringComparer.Ordinal)];
    }

    private static async Task<Guid> IdAsync(CashWorld cash, string reference)
    {
        await using var db = await cash.World.DbAsync();
        return await db.Set<InboxEvent>().Where(row => row.Reference == reference).Select(row => row.Id).SingleAsync();
    }
}
