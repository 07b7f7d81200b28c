using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Tests.Banking;
using static OpsPortal.Tests.Banking.BankSamples;

namespace OpsPortal.Tests.Reconciliation;

/// <summary>A bank's statements against our lines of that account; explanations and review.</summary>
[Trait("Requirement", "REC-1")]
public sealed class BankReconciliationTests
{
    private static readonly LocalDate Day = new(2026, 3, 2);

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-6")]
    public async Task Run_WhenALineIsNotBooked_NamesItAndCarriesItIntoTheNextDay(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(
            Entry("8.85", Paid("Invoice IE-7"), "R-1") + Entry("-50.00", reference: "OUT-1"), opening: "0.00",
            closing: "-41.15"));
        var first = await RunAsync(bank, Day);
        await bank.TakenAsync(Camt("", opening: "-41.15", closing: "-41.15", day: "2026-03-03", id: "S-2"));
        bank.World.Clock.Advance(Duration.FromDays(1));

        var second = await RunAsync(bank, Day.PlusDays(1));

        Assert.Equal((885L, -4_115L, 0L, -5_000L, 0L), (first.OursMinor, first.TheirsMinor, first.UnmatchedOursMinor,
            first.UnmatchedTheirsMinor, first.ResidualMinor));
        Assert.Equal((885L, -4_115L, -5_000L, 0L, false), (second.OursMinor, second.TheirsMinor, second.UnmatchedTheirsMinor,
            second.ResidualMinor, second.Alarms));
        var found = Assert.Single(await bank.AllAsync<ReconciliationBreak>());
        Assert.Equal((BreakKind.MissingOurs, "OUT-1", 5_000L, BreakState.Open, second.Id),
            (found.Kind, found.Reference, found.EffectMinor, found.State, found.LastRunId));
    }

    /// <summary>Both sides stand on the booking day: a value date moves a line into no other run.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Run_TakesALineByItsBookingDay_WhateverItsValueDate(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        var late = Entry("8.85", Paid("Invoice IE-7"), "R-1").Replace("<ValDt><Dt>2026-03-02", "<ValDt><Dt>2026-03-04",
            StringComparison.Ordinal);
        await bank.TakenAsync(Camt(late, opening: "0.00", closing: "8.85"));

        var run = await RunAsync(bank, Day);

        Assert.Equal((DateBasis.BookedOn, 885L, 885L, 1, 0), (run.DateBasis, run.OursMinor, run.TheirsMinor, run.MatchCount,
            run.BreakCount));
        Assert.Equal(new LocalDate(2026, 3, 4), Assert.Single(await bank.LinesAsync()).ValueOn);
    }

    /// <summary>A residual of an earlier day is over once a later day has none, also when the earlier day is run again.</summary>
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-6")]
    public async Task Lane_IsJudgedByTheNewestRunOfEachScope(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1"), closing: "108.85"));
        Assert.True((await RunAsync(bank, Day)).Alarms);
        Assert.True((await LaneAsync(bank)).Alarms);
        await bank.TakenAsync(Camt("", opening: "8.85", closing: "8.85", day: "2026-03-03", id: "S-2"));
        bank.World.Clock.Advance(Duration.FromDays(1));
        var clean = await RunAsync(bank, Day.PlusDays(1));
        Assert.False(clean.Alarms);
        Assert.False((await LaneAsync(bank)).Alarms);
        bank.World.Clock.Advance(Duration.FromHours(1));
        Assert.True((await RunAsync(bank, Day)).Alarms);

        var lane = await LaneAsync(bank);

        Assert.Equal((false, clean.Id, clean.RunAt), (lane.Alarms, Assert.Single(lane.Newest).Id, lane.LastComparedAt));
        Assert.Equal(2, lane.Runs.Count);
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "REC-3")]
    public async Task Review_OfAnAlarm_WaitsForItsExplanationAndForAnotherPerson(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1"), closing: "108.85"));
        var run = await RunAsync(bank, Day);
        var found = Assert.Single(await bank.AllAsync<ReconciliationBreak>());
        var before = await ReviewAsync(bank, run, "controller1");
        var work = bank.World.Use<WorkBreak>();

        Assert.Equal((BreakKind.OpeningDiffers, -10_000L, true), (found.Kind, run.ResidualMinor, run.Alarms));
        Assert.Equal("reconciliation.residual-open", before.Refusal?.Code);
        Assert.Equal("shared.not-allowed", (await ReviewAsync(bank, run, "finance")).Refusal?.Code);
        Assert.Equal("shared.not-found", (await work.AssignAsync(
            found.Id, bank.World.As("auditor").Person, bank.World.As("finance"), default)).Refusal?.Code);
        Assert.Null((await work.AssignAsync(found.Id, bank.World.As("ops").Person, bank.World.As("finance"), default)).Refusal);
        Assert.Null((await work.ExplainAsync(found.Id, BreakReason.MissingEvent, "Brought in from the old bank before our time.",
            bank.World.As("ops"), default)).Refusal);
        Assert.Null((await ReviewAsync(bank, run, "controller1")).Refusal);
        Assert.Equal("reconciliation.reviewed-already", (await ReviewAsync(bank, run, "controller2")).Refusal?.Code);
        var explained = Assert.Single(await bank.AllAsync<ReconciliationBreak>());
        Assert.Equal((bank.World.As("ops").Person, bank.World.As("ops").Person), (explained.OwnerId, explained.ExplainedBy));
        var closed = Assert.Single(await bank.CasesOfFilesAsync());
        Assert.Equal((ExceptionState.Resolved, explained.Explanation), (closed.State, closed.Resolution));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "REC-7")]
    public async Task Run_WithinTheTolerance_NamesThePolicyAndDoesNotAlarm(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1"), opening: "0.01", closing: "8.86"));
        var lenient = ReconciliationRules.Delivered with { Bank = new(new Dictionary<string, long> { ["EUR"] = 1 }, 24) };
        var change = bank.World.Use<ChangeReconciliationPolicy>();

        Assert.Equal("shared.not-allowed", (await change.RunAsync(
            new(World.Ireland, lenient, "A cent."), bank.World.As("finance"), default)).Refusal?.Code);
        Assert.Null((await change.RunAsync(new(World.Ireland, lenient, "A cent."), bank.World.As("controller1"), default))
            .Refusal);
        var run = await RunAsync(bank, Day);

        Assert.Equal((1, 1L, -1L, false), (run.PolicyNumber, run.ToleranceMinor, run.ResidualMinor, run.Alarms));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Job_RunsYesterdayOnce_WhereTheStatementIsHere(StoreKind kind)
    {
        await using var bank = await BankWorld.NewAsync(kind);
        await bank.TakenAsync(Camt(Entry("8.85", Paid("Invoice IE-7"), "R-1"), opening: "0.00", closing: "8.85"));
        bank.World.Clock.Advance(Duration.FromDays(1));
        var job = bank.World.Use<ReconcileDaily>();

        var first = await job.RunAsync(Access.Actor.System("reconcile"), default);
        var again = await job.RunAsync(Access.Actor.System("reconcile"), default);

        var run = Assert.Single(await bank.AllAsync<ReconciliationRun>());
        Assert.Equal((Day, Day, (PersonId?)null, 0), (run.FromDay, run.AsOf, run.RunBy, run.BreakCount));
        Assert.StartsWith("1 runs made", first, StringComparison.Ordinal);
        Assert.Equal("nothing", again);
    }

    private static async Task<ReconciliationBoard.Lane> LaneAsync(BankWorld bank) =>
        (await bank.World.Use<ReconciliationBoard>().RunAsync(new(null, ListPlace.First), bank.World.As("finance"), default))
            .Value.Lanes.Single(lane => lane.Layer == ReconciliationLayer.BankToSubledger);

    private static async Task<ReconciliationRun> RunAsync(BankWorld bank, LocalDate day)
    {
        var account = Assert.Single(await bank.AllAsync<Domain.Parties.TreasuryAccount>());
        var done = await bank.World.Use<RunReconciliation>().RunAsync(
            new(World.Ireland, ReconciliationLayer.BankToSubledger, account.Id.ToString(), account.Currency, day, day),
            bank.World.As("finance"), default);
        Assert.Null(done.Refusal);
        return (await bank.AllAsync<ReconciliationRun>()).Single(run => run.Id == done.Value);
    }

    private static Task<Outcome> ReviewAsync(BankWorld bank, ReconciliationRun run, string person) =>
        bank.World.Use<ReviewReconciliation>().RunAsync(run.Id, "Both sides read.", bank.World.As(person), default);
}
