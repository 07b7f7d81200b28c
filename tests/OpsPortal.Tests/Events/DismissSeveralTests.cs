using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Events;
using OpsPortal.Features.Events;

namespace OpsPortal.Tests.Events;

/// <summary>Dead letters are dismissed together, and a dismissal is confirmed for the reason that was read.</summary>
[Trait("Requirement", "EVT-4")]
public sealed class DismissSeveralTests
{
    private const string Plain = """{"type":"something.else","timestamp":"2026-03-02T09:00:00Z","data":{"id":"x"}}""";
    private const string Why = "A test of the provider.";

    [Theory, OnSqlite, OnPostgres]
    public async Task Dismiss_Several_DoesEachAlone_AndWhatNamesMoneyWaits(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        var (world, ops) = (cash.World, cash.World.As(Role.Ops));
        var (first, second) = (await DeadAsync(cash, "evt_1", Plain), await DeadAsync(cash, "evt_2", Plain));
        var unread = await DeadAsync(cash, "evt_3", "{");
        var foreign = Guid.CreateVersion7();
        var several = world.Use<DismissSeveral>();

        Assert.All(await several.RunAsync([first, second], " ", ops, default),
            row => Assert.Equal("shared.required", row.Refusal?.Code));
        Assert.All(await several.RunAsync([first], Why, world.As(Role.Auditor), default), row => Assert.NotNull(row.Refusal));
        var rows = await several.RunAsync([first, foreign, unread, second, second], Why, ops, default);

        Assert.Equal(
            [
                (first, InboxAction.Dismiss, null), (foreign, null, "shared.not-found"),
                (unread, InboxAction.AskToDismiss, null), (second, InboxAction.Dismiss, (string?)null),
            ],
            rows.Select(row => (row.Id, row.Done, row.Refusal?.Code)));
        Assert.Equal((2, 1), ((await cash.InboxAsync())[InboxState.Dismissed], (await cash.InboxAsync())[InboxState.DeadLetter]));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Confirm_OfAReasonThatWasNotRead_IsRefused(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        var (world, ops, finance) = (cash.World, cash.World.As(Role.Ops), cash.World.As(Role.Finance));
        var dead = await DeadAsync(cash, "evt_1", "{");
        var decide = world.Use<DecideDismissal>();
        Assert.Null((await world.Use<DismissEvent>().RunAsync(new(dead, Why), ops, default)).Refusal);
        Assert.Null((await decide.KeepAsync(dead, "Not so fast.", ops, default)).Refusal);
        Assert.Null((await world.Use<DismissEvent>().RunAsync(new(dead, "It was paid in cash."), ops, default)).Refusal);

        var stale = await decide.ConfirmAsync(dead, Why, finance, default);

        Assert.Equal("events.dismissal-changed", stale.Refusal?.Code);
        Assert.Contains("It was paid in cash.", stale.Refusal?.Why, StringComparison.Ordinal);
        Assert.Equal(1, (await cash.InboxAsync())[InboxState.DeadLetter]);
        Assert.Null((await decide.ConfirmAsync(dead, "It was paid in cash.", finance, default)).Refusal);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Confirm_Several_TakesThoseOfTheReasonThatWasRead_AndNoneOfOnesOwn(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        var (world, ops, finance) = (cash.World, cash.World.As(Role.Ops), cash.World.As(Role.Finance));
        var (first, second) = (await DeadAsync(cash, "evt_1", "{"), await DeadAsync(cash, "evt_2", "{"));
        var (other, own) = (await DeadAsync(cash, "evt_3", "{"), await DeadAsync(cash, "evt_4", "{"));
        var asking = world.Use<DismissEvent>();
        foreach (var (id, reason, who) in new[]
            {
                (first, Why, ops), (second, Why, ops), (other, "Another.", ops), (own, Why, finance),
            })
            Assert.Null((await asking.RunAsync(new(id, reason), who, default)).Refusal);

        var rows = await world.Use<DismissSeveral>().ConfirmAsync([first, other, own, second], Why, finance, default);

        Assert.Equal(
            [
                (first, InboxAction.Dismiss, null), (other, null, "events.dismissal-changed"),
                (own, null, "events.own-dismissal"), (second, InboxAction.Dismiss, (string?)null),
            ],
            rows.Select(row => (row.Id, row.Done, row.Refusal?.Code)));
        Assert.Equal((2, 2), ((await cash.InboxAsync())[InboxState.Dismissed], (await cash.InboxAsync())[InboxState.DeadLetter]));
    }

    private static async Task<Guid> DeadAsync(CashWorld cash, string id, string body)
    {
        await using var db = await cash.World.DbAsync();
        var dead = InboxEvent.Of(new("sandbox", id, "something.else", body, "", cash.World.Now, null, null));
        Assert.Null(dead.GiveUp("It broke its handler.").Refusal);
        db.Add(dead);
        await db.SaveChangesAsync();
        return dead.Id;
    }
}
