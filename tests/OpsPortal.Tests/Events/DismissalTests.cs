using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack.Sections;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Events;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Payouts;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Events;

/// <summary>A dead letter that needs no effect is settled by people, and only then it stops nothing any more.</summary>
[Trait("Requirement", "EVT-4")]
public sealed class DismissalTests
{
    private const string Why = "The provider withdrew this refund by phone.";

    [Theory, OnSqlite, OnPostgres]
    public async Task Dismissal_OfWhatNamesMoney_NeedsAnother_AndUntilThenItsPaymentIsStopped(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var (world, dead) = (billing.World, await DeadRefundAsync(billing));
        var (ops, finance) = (world.As(Role.Ops), world.As(Role.Finance));
        Assert.Equal("exceptions.event-not-over", (await ResolveAsync(world, finance)).Refusal?.Code);

        Assert.Equal("shared.required", (await DismissAsync(world, dead, ops, " ")).Refusal?.Code);
        Assert.NotNull((await DismissAsync(world, dead, world.As(Role.Auditor), Why)).Refusal);
        Assert.Null((await DismissAsync(world, dead, ops, Why)).Refusal?.Text);
        Assert.Equal("events.dismissal-waits", (await DismissAsync(world, dead, finance, Why)).Refusal?.Code);
        Assert.Equal("events.own-dismissal", (await ConfirmAsync(world, dead, ops)).Refusal?.Code);
        await AssertAsync(billing, InboxState.DeadLetter, stopped: true);
        Assert.DoesNotContain(await WaitingAsync(world, ops), one => one.Href == $"/events/{dead}");
        Assert.Equal(Why, (await WaitingAsync(world, finance)).Single(one => one.Href == $"/events/{dead}").Why);

        Assert.Null((await ConfirmAsync(world, dead, finance)).Refusal?.Text);

        await AssertAsync(billing, InboxState.Dismissed, stopped: false);
        Assert.Equal("events.no-dismissal-waits", (await ConfirmAsync(world, dead, finance)).Refusal?.Code);
        Assert.Equal("events.not-a-dead-letter", (await DismissAsync(world, dead, ops, Why)).Refusal?.Code);
        await using var db = await world.DbAsync();
        var closed = await db.Set<ExceptionCase>().SingleAsync(found => found.Type == ExceptionType.DeadLetter);
        Assert.Equal((ExceptionState.Resolved, finance.Person, Why),
            (closed.State, closed.ResolvedBy!.Value, closed.NoMoneyReason));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Replay_OfADismissedOne_StopsThePaymentAgain_AndForgetsWhoAsked(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var (world, dead) = (billing.World, await DeadRefundAsync(billing));
        var (ops, finance) = (world.As(Role.Ops), world.As(Role.Finance));
        Assert.Null((await DismissAsync(world, dead, finance, Why)).Refusal);
        Assert.Null((await ConfirmAsync(world, dead, ops)).Refusal);

        await ReplayAsync(billing, dead);

        await AssertAsync(billing, InboxState.DeadLetter, stopped: true);
        Assert.Null((await DismissAsync(world, dead, finance, Why)).Refusal);
        await ReplayAsync(billing, dead);
        Assert.Equal("events.no-dismissal-waits", (await ConfirmAsync(world, dead, ops)).Refusal?.Code);
        await AssertAsync(billing, InboxState.DeadLetter, stopped: true);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Keep_EndsTheWish_AndLeavesTheCaseOpen(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var (world, dead) = (billing.World, await DeadRefundAsync(billing));
        var (ops, finance) = (world.As(Role.Ops), world.As(Role.Finance));
        Assert.Null((await DismissAsync(world, dead, ops, Why)).Refusal);
        var decide = world.Use<DecideDismissal>();

        Assert.Equal("shared.required", (await decide.KeepAsync(dead, "", finance, default)).Refusal?.Code);
        Assert.Null((await decide.KeepAsync(dead, "The refund did arrive.", finance, default)).Refusal);

        await AssertAsync(billing, InboxState.DeadLetter, stopped: true);
        var shown = (await world.Use<EventDetail>().RunAsync(dead, ops, default)).Value;
        Assert.Equal((true, null, true), (shown.Dismissal!.NeedsTwo, shown.Dismissal.AskedBy, shown.Dismissal.StopsPayment));
        Assert.Equal("Kept as a dead letter: The refund did arrive.", shown.Attempts[^1].Words);
        Assert.Equal("events.no-dismissal-waits", (await ConfirmAsync(world, dead, finance)).Refusal?.Code);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Confirm_ByTwoAtOnce_DismissesOnce(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var (world, dead) = (billing.World, await DeadRefundAsync(billing));
        var other = await world.AddPersonAsync("Otto", [Role.Ops], World.Ireland);
        Assert.Null((await DismissAsync(world, dead, world.As(Role.Ops), Why)).Refusal);

        var answers = await Task.WhenAll(new[] { world.As(Role.Finance), other }
            .Select(by => Task.Run(() => ConfirmAsync(world, dead, by))));

        Assert.Single(answers, answer => !answer.IsRefused);
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.Set<EventAttempt>().CountAsync(attempt => attempt.State == InboxState.Dismissed));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dismissal_OfWhatNamesNoMoney_IsOnePersons_AndOfWhatNobodyCanReadItIsNot(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        var (world, ops) = (cash.World, cash.World.As(Role.Ops));
        const string Plain = """{"type":"something.else","timestamp":"2026-03-02T09:00:00Z","data":{"id":"x"}}""";
        await cash.Provider.DeliverAsync("evt_broken", "{\"id\":\"evt_broken\"");
        await using var db = await world.DbAsync();
        var broken = await db.Set<InboxEvent>().SingleAsync();
        var plain = InboxEvent.Of(new(broken.Provider, "evt_plain", "something.else", Plain, "", world.Now, null, null));
        Assert.Null(plain.GiveUp("It broke its handler.").Refusal);
        db.Add(plain);
        await db.SaveChangesAsync();

        Assert.Null((await DismissAsync(world, plain.Id, ops, Why)).Refusal);
        Assert.Null((await DismissAsync(world, broken.Id, ops, Why)).Refusal);

        Assert.Equal((1, 1), ((await cash.InboxAsync())[InboxState.Dismissed], (await cash.InboxAsync())[InboxState.DeadLetter]));
        Assert.Equal(ExceptionState.Open, (await db.Set<ExceptionCase>().SingleAsync()).State);
        Assert.Null((await ConfirmAsync(world, broken.Id, world.As(Role.Finance))).Refusal);
        db.ChangeTracker.Clear();
        Assert.Equal(ExceptionState.Resolved, (await db.Set<ExceptionCase>().SingleAsync()).State);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-3")]
    public async Task TieOutCheckpointAndPack_LeaveDismissedOnesOut_AndSayByWhom(StoreKind kind)
    {
        await using var billing = await BillingWorld.NewAsync(kind);
        var (world, dead) = (billing.World, await DeadRefundAsync(billing));
        Assert.Equal([(1L, 0L)], await TieOutAsync(world));
        Assert.True((await CheckpointAsync(world)).Contradicts);

        Assert.Null((await DismissAsync(world, dead, world.As(Role.Ops), Why)).Refusal);
        Assert.Equal([(1L, 0L)], await TieOutAsync(world));
        Assert.Null((await ConfirmAsync(world, dead, world.As(Role.Finance))).Refusal);

        Assert.Equal([(0L, 0L), (1L, 1L)], await TieOutAsync(world));
        var evidence = await CheckpointAsync(world);
        Assert.DoesNotContain("had no effect yet", evidence.Words, StringComparison.Ordinal);
        Assert.Contains("Dead letters of the day dismissed by people: 1.", evidence.Words, StringComparison.Ordinal);
        var signed = world.Now;
        var told = await LogAsync(world, signed);
        Assert.Equal(("Dismissed", "Fiona Walsh", $"Dismissed, asked by Oskar Lind: {Why}"), told);
        world.Clock.Advance(Duration.FromMinutes(1));
        await ReplayAsync(billing, dead);
        Assert.Equal(told, await LogAsync(world, signed));
        var later = await LogAsync(world, world.Now);
        Assert.Equal(("", ""), (later.By, later.Why));
    }

    /// <summary>A paid and settled invoice, and a refund of its payment that nobody recorded, given up.</summary>
    private static async Task<Guid> DeadRefundAsync(BillingWorld billing)
    {
        var plan = await billing.ContractAsync("C1");
        var issued = await billing.IssueAsync(plan.First(item => item.Kind == Domain.Contracts.PlanItemKind.Milestone));
        Assert.Null(issued.Refusal?.Text);
        var (reference, order) = await billing.CollectAsync(issued.Value.Id);
        await billing.Provider.SettleAsync(reference, order);
        await billing.Provider.EndRefundAsync("re_unknown", reference, new Money(900, order.Amount.Currency), succeeds: true);
        billing.World.Clock.Set(Rails.ExpectedBy(Rail.Card, billing.World.Now));
        await billing.Provider.SweepAsync();
        await using var db = await billing.World.DbAsync();
        return (await db.Set<InboxEvent>().SingleAsync(row => row.State == InboxState.DeadLetter)).Id;
    }

    private static Task<Outcome> DismissAsync(World world, Guid id, Actor by, string reason) =>
        world.Use<DismissEvent>().RunAsync(new(id, reason), by, default);

    private static Task<Outcome> ConfirmAsync(World world, Guid id, Actor by, string shown = Why) =>
        world.Use<DecideDismissal>().ConfirmAsync(id, shown, by, default);

    private static async Task<Outcome> ResolveAsync(World world, Actor by)
    {
        await using var db = await world.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.Type == ExceptionType.DeadLetter);
        return await world.Use<ResolveException>().RunAsync(
            new(found.Id, new CaseClosing("Known.", "Settled.", null, "No money moved.")), by, default);
    }

    private static async Task ReplayAsync(BillingWorld billing, Guid id)
    {
        Assert.Null((await billing.World.Use<ReplayEvent>().RunAsync(id, billing.World.As(Role.Ops), default)).Refusal);
        await billing.Provider.SweepAsync();
    }

    private static async Task AssertAsync(BillingWorld billing, InboxState state, bool stopped)
    {
        await using var db = await billing.World.DbAsync();
        Assert.Equal(1, await db.Set<InboxEvent>().CountAsync(row => row.State == state && row.Reference == "re_unknown"));
        var payables = await Payables.ReadAsync(db, new([World.Ireland]), new ApprovalRules([], []), default);
        Assert.NotEmpty(payables);
        Assert.All(payables, one => Assert.Equal(stopped ? 1 : 0, one.Facts.Exceptions.Count));
    }

    private static async Task<IReadOnlyList<Waiting>> WaitingAsync(World world, Actor by) =>
        (await world.Use<WaitingList>().RunAsync(by, default)).Value.Items;

    private static async Task<IEnumerable<(long, long)>> TieOutAsync(World world)
    {
        await using var db = await world.DbAsync();
        var found = await new DeadLettersTieOut().CheckAsync(ScopeOf(world, db, world.Now), default);
        return found.Lines.Select(line => (line.Left, line.Right));
    }

    private static async Task<CheckpointEvidence> CheckpointAsync(World world)
    {
        await using var db = await world.DbAsync();
        var day = (await db.Set<InboxEvent>().SingleAsync(row => row.Reference == "re_unknown")).ReceivedAt.InUtc().Date;
        return await world.Use<CheckpointRecords>().ReadAsync(
            db, new Checkpoint(new(Guid.CreateVersion7()), World.Ireland, CheckpointCalendar.ProviderReport, day, world.Now),
            world.Now, default);
    }

    private static async Task<(string State, string By, string Why)> LogAsync(World world, Instant signed)
    {
        await using var db = await world.DbAsync();
        var section = new EventLogSection();
        var names = section.Columns.Select(column => column.Name).ToList();
        await foreach (var row in section.RowsAsync(ScopeOf(world, db, signed), default))
        {
            if (row[names.IndexOf("Reference")] == "re_unknown")
                return (row[names.IndexOf("State")], row[names.IndexOf("Dismissed by")], row[names.IndexOf("Why dismissed")]);
        }

        throw new InvalidOperationException("The event log does not name it.");
    }

    private static CloseScope ScopeOf(World world, OpsPortal.Data.OpsDbContext db, Instant now) =>
        new(db, World.Ireland, new YearMonth(2026, 3), now);
}
