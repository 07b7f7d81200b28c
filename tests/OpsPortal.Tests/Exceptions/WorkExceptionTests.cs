using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Exceptions;
using OpsPortal.Notifications;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Exceptions;

public sealed class WorkExceptionTests
{
    /// <summary>The deposit is resolved by its own posting alone: not by words, not by an older entry, not by one of another
    /// payment.</summary>
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "EXC-2")]
    public async Task Resolve_AsksForThePostingOfTheCase(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await world.PayAsync("pay_2", "IE-1", 1_000);
        await using var db = await world.World.DbAsync();
        var others = await db.Set<JournalEntry>().Where(e => e.ReceiptId != world.Receipt).Select(e => e.Id).ToListAsync();
        var older = await db.Set<JournalEntry>().Where(e => e.BookedAt < world.World.Now && e.InvoiceId != null
            && e.ReceiptId == null).Select(e => e.Id).FirstAsync();

        Assert.Equal("exceptions.entry-demanded", await world.ResolveAsync(null));
        Assert.Equal("exceptions.entry-demanded", await world.ResolveAsync(null, "Nothing moved"));
        Assert.Equal("exceptions.entry-not-of-case", await world.ResolveAsync(new EntryId(Guid.NewGuid())));
        Assert.Equal("exceptions.entry-not-of-case", await world.ResolveAsync(older));
        foreach (var other in others)
            Assert.Equal("exceptions.entry-not-of-case", await world.ResolveAsync(other));

        await world.ApplyAsync(3_000);
        var offered = (await world.SeenAsync()).Entries.Single(entry => entry.Family == EventFamily.CashApplied);
        Assert.Equal((3_000, "EUR"), (offered.AmountMinor, offered.Currency.Code));
        Assert.Equal("shared.not-allowed", await world.ResolveAsync(offered.Id, account: "auditor"));
        Assert.Null(await world.ResolveAsync(offered.Id));
        Assert.Equal("exceptions.already-resolved", await world.ResolveAsync(offered.Id));
        Assert.Equal(offered.Id, (await db.Set<ExceptionCase>().AsNoTracking().SingleAsync()).ResolvingEntryId);
    }

    /// <summary>Each of the four questions is answered from what is stored, before and after each thing that happens.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-5")]
    public async Task CashAnswer_SaysReceivedMatchedReturnedContested(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var payment = CashWorld.Payment("pay_1", "IE-9", 4_000, world.World.Now);
        payment.DisputeReference = "dp_1";

        var arrived = (await world.SeenAsync()).Cash;
        Assert.Equal([FactAnswer.Partly, FactAnswer.No, FactAnswer.No, FactAnswer.No], arrived.Facts.Select(f => f.Fact.Answer));
        Assert.Contains("EUR 40.00", arrived.Received.Words, StringComparison.Ordinal);
        Assert.Equal($"/cash/{world.Receipt}", arrived.Received.Href);

        await world.ApplyAsync();
        await world.Cash.DeliverAsync([SandboxEvents.Dispute(payment, "dispute.opened", world.World.Now, null)]);
        var contested = (await world.SeenAsync()).Cash;
        Assert.Equal((FactAnswer.Yes, FactAnswer.Yes), (contested.Matched.Answer, contested.Contested.Answer));
        Assert.StartsWith("/invoices/", contested.Matched.Href, StringComparison.Ordinal);
        Assert.Contains("waits for us", contested.Contested.Words, StringComparison.Ordinal);

        await world.Cash.DeliverAsync([SandboxEvents.Dispute(payment, "dispute.closed", world.World.Now, true)]);
        await world.Cash.DeliverAsync([SandboxEvents.Payment(payment, "payment.returned", 4_000, world.World.Now)]);
        var returned = (await world.SeenAsync()).Cash;
        Assert.Equal([FactAnswer.No, FactAnswer.Yes, FactAnswer.Partly], returned.Facts.Skip(1).Select(f => f.Fact.Answer));
        Assert.StartsWith("/ledger/entries/", returned.Returned.Href, StringComparison.Ordinal);
        Assert.NotNull(returned.Returned.At);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-1")]
    public async Task Assign_GoesToThoseWhoMayWorkOnIt_AndTellsThem(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var (assign, ops) = (world.World.Use<AssignException>(), world.World.As("ops"));
        var stranger = await world.World.AddPersonAsync("Stranger", [Role.Ops], World.America);

        var toAuditor = await assign.RunAsync(new(world.Case, world.World.As("auditor").Person), ops, default);
        var toStranger = await assign.RunAsync(new(world.Case, stranger.Person), ops, default);
        var toFinance = await assign.RunAsync(new(world.Case, world.World.As("finance").Person), ops, default);

        Assert.Equal("exceptions.cannot-own", toAuditor.Refusal?.Code);
        Assert.Equal("exceptions.cannot-own", toStranger.Refusal?.Code);
        Assert.Null(toFinance.Refusal);
        Assert.Equal("shared.not-found", (await assign.RunAsync(new(world.Case, null), stranger, default)).Refusal?.Code);
        await using var db = await world.World.DbAsync();
        var finance = world.World.As("finance").Person;
        Assert.Equal(finance, (await db.Set<ExceptionCase>().SingleAsync()).AssignedTo);
        Assert.Contains(await db.Set<Notification>().Where(n => n.PersonId == finance).Select(n => n.Text).ToListAsync(),
            text => text.Contains("assigned to you", StringComparison.Ordinal));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-8")]
    public async Task Snooze_LeavesTheListAndTheLadder_AndComesBack(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var until = world.World.Now + Duration.FromDays(5);
        var (list, ops) = (world.World.Use<ExceptionList>(), world.World.As("ops"));
        async Task<int> CountAsync(CaseView view) =>
            (await list.RunAsync(new(null, null, view, false, false, ListPlace.First), ops, default)).Value.Total;

        Assert.Null((await world.World.Use<SnoozeException>().RunAsync(
            new(world.Case, until, "The bank answers on Friday"), ops, default)).Refusal);

        Assert.Equal((0, 1), (await CountAsync(CaseView.Open), await CountAsync(CaseView.Asleep)));
        world.World.Clock.Set(until - Duration.FromMinutes(1));
        Assert.Equal(0, (await world.World.Use<AgeExceptions>().RunAsync(OpsPortal.Access.Actor.System("test"), default)).Value);
        world.World.Clock.Set(until);
        Assert.Equal((1, 0), (await CountAsync(CaseView.Open), await CountAsync(CaseView.Asleep)));
        Assert.Equal(1, (await world.World.Use<AgeExceptions>().RunAsync(OpsPortal.Access.Actor.System("test"), default)).Value);
        await using var db = await world.World.DbAsync();
        var audit = await db.Set<AuditRow>().SingleAsync(row => row.Action == "Snoozed exception");
        Assert.Equal(("Open", "Open, asleep", "The bank answers on Friday"), (audit.Before, audit.After, audit.Reason));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-4")]
    [Trait("Requirement", "EXC-8")]
    public async Task Open_KeepsQueueRuleUrgencyAndDeadline_AndTheListSortsByThem(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        await world.PayAsync("pay_large", "IE-8", 60_000_00);
        var list = (await world.World.Use<ExceptionList>()
            .RunAsync(new(CaseQueue.UnappliedCash, null, CaseView.Open, false, false, ListPlace.First),
                world.World.As("ops"), default))
            .Value;

        Assert.Equal(["Large amount", null], list.Rows.Select(row => row.Urgency));
        Assert.Equal((CaseQueue.UnappliedCash, 2), (list.Queues.Single().Name, list.Queues.Single().Count));
        Assert.All(list.Rows, row => Assert.Equal("Unapplied money: return, 75 days", row.OutsideDeadline));
        await using var db = await world.World.DbAsync();
        Assert.Equal(["Money without an owner"],
            await db.Set<ExceptionCase>().Select(found => found.RoutingRule).Distinct().ToListAsync());
        foreach (var sort in new[] { "outside", "-outside", "due", "-due", "opened", "-opened" })
            Assert.Single((await world.World.Use<ExceptionList>().RunAsync(
                new(null, null, CaseView.Open, true, true, new ListPlace(sort)), world.World.As("ops"), default)).Value.Rows);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-8")]
    public async Task ProcessAgain_AfterTheInvoiceIsThere_AppliesWhatFailed(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var (again, finance) = (world.World.Use<ProcessAgain>(), world.World.As("finance"));

        Assert.Equal("cash.unknown-invoice", (await again.RunAsync(world.Case, finance, default)).Refusal?.Code);
        await world.Cash.IssueAsync("IE-9", 4_000);
        Assert.Null((await again.RunAsync(world.Case, finance, default)).Refusal);
        Assert.Equal("exceptions.already-resolved", (await again.RunAsync(world.Case, finance, default)).Refusal?.Code);

        await using var db = await world.World.DbAsync();
        Assert.Equal(0, (await db.Set<Receipt>().SingleAsync()).UnappliedMinor);
        Assert.Contains((await world.SeenAsync()).Case.Notes, note => note.Text == "Processed again: applied to IE-9.");
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-8")]
    public async Task ProcessAgain_OfADeadLetter_GivesTheEventItsTurn(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.Provider.DeliverAsync("evt_broken", "{\"id\":\"evt_broken\"");
        await using var db = await world.World.DbAsync();
        var dead = await db.Set<ExceptionCase>().SingleOrDefaultAsync();
        Assert.NotNull(dead);

        Assert.Null((await world.World.Use<ProcessAgain>().RunAsync(dead.Id, world.World.As("ops"), default)).Refusal);

        Assert.Equal([InboxState.Ready], (await world.InboxAsync()).Keys);
    }
}
