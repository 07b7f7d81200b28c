using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Features.Dunning;
using OpsPortal.Features.Exceptions;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Dunning;

/// <summary>An overdue invoice is reminded of and collected until it is paid, disputed, void, or given up.</summary>
[Trait("Requirement", "INV-5")]
public sealed class DunningStoryTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Schedule_TriesEightTimesInFourteenDays_ThenOpensOneCase(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        Assert.Equal("nothing", await world.OnDayAsync(0));
        for (var day = 1; day <= 17; day++)
        {
            await world.OnDayAsync(day);
            await world.RunAsync();
        }

        var attempts = await world.AttemptsAsync();
        var collections = attempts.Where(a => a.Means == DunningMeans.Collection).ToList();
        Assert.Equal([1, 2, 4, 6, 8, 10, 12, 14], collections.Select(a => DayOf(a) - 1));
        Assert.Equal(4, attempts.Count(a => a.Means == DunningMeans.Reminder));
        Assert.Equal(collections.Select(a => a.Key), world.Collector.Asked.Select(order => order.Key));
        Assert.All(collections, a => Assert.Equal((50_000, "sandbox", AttemptOutcome.Sent), (a.AmountMinor, a.Provider,
            a.Outcome)));
        Assert.Equal(12, attempts.Select(a => a.Key).Distinct().Count());
        Assert.Equal((DunningState.Stopped, DunningEnd.Exhausted), ((await world.CaseAsync()).State,
            (await world.CaseAsync()).End));
        await using var db = await world.World.DbAsync();
        Assert.Equal("invoicing.dunning-exhausted", (await db.Set<ExceptionCase>().AsNoTracking().SingleAsync()).ReasonCode);

        await AgeAsync();
        Assert.NotEqual(ExceptionState.Resolved, (await db.Set<ExceptionCase>().AsNoTracking().SingleAsync()).State);
        await db.Set<Invoice>().ExecuteUpdateAsync(set => set.SetProperty(one => one.State, InvoiceState.Paid));
        await AgeAsync();
        Assert.Equal(ExceptionState.Resolved, (await db.Set<ExceptionCase>().AsNoTracking().SingleAsync()).State);

        async Task AgeAsync() => Assert.Null(
            (await world.World.Use<AgeExceptions>().RunAsync(Actor.System("ageing"), default)).Refusal?.Text);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Collection_WhoseAnswerIsLost_IsAskedAgainUnderItsKey_AndNoOtherGoesMeanwhile(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        await world.OnDayAsync(1);
        world.Collector.LoseAnswers = true;
        await world.OnDayAsync(2);
        world.World.Clock.Advance(Duration.FromHours(1));
        await world.RunAsync();
        Assert.Equal(2, world.Collector.Asked.Count);

        world.Collector.LoseAnswers = false;
        world.World.Clock.Advance(Duration.FromHours(1));
        await world.RunAsync();

        Assert.Single(world.Collector.Asked.Select(order => order.Key).Distinct());
        var attempt = Assert.Single(await world.AttemptsAsync(), a => a.Means == DunningMeans.Collection);
        Assert.Equal((AttemptOutcome.Sent, "pay_0"), (attempt.Outcome, attempt.ProviderReference));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Collection_ThatNobodyAnswersWhileItsKeyIsKnown_IsUnknownForGood(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        await world.OnDayAsync(1);
        world.Collector.LoseAnswers = true;
        await world.OnDayAsync(2);
        world.World.Clock.Advance(DunningAttempt.KeyKnown);
        await world.RunAsync();

        Assert.Single(world.Collector.Asked);
        Assert.Single(await world.AttemptsAsync(), a => a.Outcome == AttemptOutcome.Unknown);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Collection_ThatFails_OpensNoCase_AndOneThatSucceedsStopsDunning(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        await world.OnDayAsync(1);
        await world.OnDayAsync(2);
        await world.TellAsync("payment.failed", reason: "insufficient_funds");
        await world.OnDayAsync(3);
        await using var db = await world.World.DbAsync();
        Assert.Empty(await db.Set<ExceptionCase>().ToListAsync());
        Assert.Equal(["insufficient_funds"], (await world.AttemptsAsync()).Where(a => a.Outcome == AttemptOutcome.Failed)
            .Select(a => a.Note));

        await world.TellAsync("payment.succeeded", "pay_1");
        await world.RunAsync();

        Assert.Equal(DunningEnd.Paid, (await world.CaseAsync()).End);
        Assert.Single(await world.AttemptsAsync(), a => a.Outcome == AttemptOutcome.Succeeded);
        var asked = world.Collector.Asked.Count;
        await world.OnDayAsync(9);
        Assert.Equal(asked, world.Collector.Asked.Count);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "INV-10")]
    public async Task Step_WhileAPaymentIsUnderWay_Waits(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        await world.OnDayAsync(1);
        await world.TellAsync("payment.processing", "pay_other");
        await world.OnDayAsync(3);
        Assert.Empty(world.Collector.Asked);

        await world.TellAsync("payment.failed", "pay_other", "insufficient_funds");
        await world.OnDayAsync(4);
        Assert.Single(world.Collector.Asked);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Dispute_StopsIt(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        await world.OnDayAsync(1);
        await using (var db = await world.World.DbAsync())
        {
            db.Add(Disputed(world.Invoice));
            await db.SaveChangesAsync();
        }

        await world.OnDayAsync(2);

        Assert.Equal(DunningEnd.Disputed, (await world.CaseAsync()).End);
        Assert.Empty(world.Collector.Asked);
        await world.OnDayAsync(5);
        Assert.Empty(world.Collector.Asked);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-9")]
    public async Task Dispute_ThatIsWon_LetsItGoOnWithTheNextStep(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind, mandate: false);
        await world.OnDayAsync(1);
        var payment = CashWorld.Payment("pay_part", "IE-1", 10_000, world.World.Now);
        payment.DisputeReference = "dp_1";
        await world.Cash.DeliverAsync([
            SandboxEvents.Payment(payment, "payment.succeeded", 10_000, world.World.Now),
            SandboxEvents.Dispute(payment, "dispute.opened", world.World.Now, null)]);
        for (var day = 2; day <= 6; day++)
            await world.OnDayAsync(day);
        Assert.Equal(DunningEnd.Disputed, (await world.CaseAsync()).End);
        var letters = (await world.AttemptsAsync()).Count;

        await world.Cash.DeliverAsync([SandboxEvents.Dispute(payment, "dispute.closed", world.World.Now, true)]);
        await world.OnDayAsync(7);

        var dunned = await world.CaseAsync();
        Assert.Equal((DunningState.Running, null, 1), (dunned.State, dunned.End, dunned.Round));
        Assert.Equal(letters + 1, (await world.AttemptsAsync()).Count);
        Assert.Equal(40_000, (await world.AttemptsAsync())[^1].AmountMinor);
        Assert.Equal(dunned.StepsTaken, (await world.AttemptsAsync()).Select(a => a.Key).Distinct().Count());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Pause_ByAPersonWithAReason_HoldsEveryStepUntilResumed(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind);
        await world.OnDayAsync(1);
        var pause = world.World.Use<PauseDunning>();
        var finance = world.World.As(Role.Finance);
        Assert.NotNull((await pause.PauseAsync(world.Invoice.Id, "They called.", world.World.As(Role.Auditor), default)).Refusal);
        Assert.NotNull((await pause.PauseAsync(world.Invoice.Id, " ", finance, default)).Refusal);
        Assert.Null((await pause.PauseAsync(world.Invoice.Id, "They called.", finance, default)).Refusal);
        await world.OnDayAsync(5);
        Assert.Empty(world.Collector.Asked);
        var shown = await world.World.Use<DunningDetail>().RunAsync(world.Invoice.Id, finance, default);
        Assert.Equal(("They called.", 1), (shown.Value!.Case.PauseReason, shown.Value.Attempts.Count));

        Assert.Null((await pause.ResumeAsync(world.Invoice.Id, finance, default)).Refusal);
        await world.OnDayAsync(6);
        Assert.Single(world.Collector.Asked);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Policy_OfAnEntity_IsItsOwnVersion_AndTellsControllersApart(StoreKind kind)
    {
        await using var world = await DunningWorld.NewAsync(kind, mandate: false);
        var policies = world.World.Use<DunningPolicies>();
        var command = new DunningPolicies.Command(World.Ireland, "0", "3", "They pay late.");
        Assert.NotNull((await policies.MakeAsync(command, world.World.As(Role.Finance), default)).Refusal);
        var controller = world.World.As(Role.Controller);
        Assert.Equal("invoicing.dunning-schedule",
            (await policies.MakeAsync(command with { Collections = "3, x" }, controller, default)).Refusal?.Code);
        Assert.Null((await policies.MakeAsync(command, controller, default)).Refusal);

        for (var day = 1; day <= 6; day++)
            await world.OnDayAsync(day);

        // Without a way of paying on file a try to collect is a letter.
        Assert.Equal([1, 4], (await world.AttemptsAsync()).Select(DayOf));
        Assert.All(await world.AttemptsAsync(), a => Assert.Equal(("ap@nordwind.test", DunningMeans.Reminder), (a.Way, a.Means)));
        Assert.Equal(2, (await world.LettersAsync()).Count);
        Assert.Equal((1, DunningEnd.Exhausted), ((await world.CaseAsync()).PolicyNumber, (await world.CaseAsync()).End));
    }

    private static int DayOf(DunningAttempt attempt) => Period.Between(DunningWorld.DueOn, attempt.At.InUtc().Date,
        PeriodUnits.Days).Days;

    private static Domain.Milestones.Milestone Disputed(Invoice invoice)
    {
        var milestone = Domain.Milestones.Milestone.Open(new(Guid.CreateVersion7()), new(
            invoice.ContractId, invoice.PlanItemId, invoice.LegalEntityId, "Draft", invoice.Open, null, "Works",
            new PersonId(Guid.CreateVersion7())));
        var maker = new PersonId(Guid.CreateVersion7());
        var now = invoice.IssuedAt!.Value;
        Assert.Null(milestone.AddEvidence(
            new(Guid.CreateVersion7()), new("proof.pdf", "application/pdf", 10, new string('a', 64)), maker, now).Refusal);
        Assert.Null(milestone.Submit(maker, now).Refusal);
        Assert.Null(milestone.Dispute(maker, "Leaks", null, now).Refusal);
        return milestone;
    }
}
