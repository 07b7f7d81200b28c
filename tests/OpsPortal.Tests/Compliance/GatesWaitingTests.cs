using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Compliance;
using OpsPortal.Features.Desk;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Compliance;

/// <summary>What waits for a decision about a gate, and what hangs on it.</summary>
[Trait("Requirement", "CMP-2")]
public sealed class GatesWaitingTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "TRC-4")]
    public async Task Desk_OfCompliance_ShowsMoneyThatWaitsForAGate(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        Assert.Empty(await OnDeskAsync(world, "compliance"));
        await DecideAsync(world, GateKind.Aml, GateOutcome.Pending);

        var waiting = Assert.Single(await OnDeskAsync(world, "compliance"));

        Assert.Equal(("Decide the gates of Payee 1", "AML check: still being checked.", $"/payees/{world.Payees[0]}#gates"),
            (waiting.What, waiting.Why, waiting.Href));
        Assert.Equal((await SettledAsync(world), null), (waiting.Amount, waiting.DueAt));
        Assert.Empty(await OnDeskAsync(world, "finance"));
        await DecideAsync(world, GateKind.Aml, GateOutcome.Failed);
        Assert.Empty(await OnDeskAsync(world, "compliance"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Desk_TwoWeeksBeforeAGateRunsOut_SaysWhen(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var until = world.Now + Duration.FromDays(90);
        world.Clock.Set(until - GateStanding.Notice - Duration.FromHours(1));
        Assert.Empty(await OnDeskAsync(world, "compliance"));

        world.Clock.Advance(Duration.FromHours(1));

        var waiting = Assert.Single(await OnDeskAsync(world, "compliance"));
        Assert.Equal((until, $"Sanctions check: clear until {DayWords.Of(until.InUtc().Date)}."), (waiting.DueAt, waiting.Why));
    }

    /// <summary>A policy that asks for more leaves the gates of everybody undecided at once.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Desk_AfterThePolicyAsksForMore_ShowsEveryPayeeWithMoney(StoreKind kind)
    {
        await using var world = await NewAsync(kind);
        IReadOnlyList<PolicyRow> rows =
            [.. PolicyMatrix.Default.Select(row => row.Gate == GateKind.HolderName ? row with { IsRequired = true } : row)];
        Done(await world.Use<ChangePolicyMatrix>().RunAsync(
            new(rows, default, "Names are compared") { Shown = await world.MatrixShownAsync() }, world.Controller1, default));

        var waiting = await OnDeskAsync(world, "compliance");

        Assert.Equal(["Decide the gates of Payee 1", "Decide the gates of Payee 2"], waiting.Select(one => one.What).Order());
        Assert.All(waiting, one => Assert.Equal("Name of the account holder: nothing is on record.", one.Why));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Stakes_SayWhatADecisionLetsThroughAndStops(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        var settled = await SettledAsync(world);
        Assert.Equal(new GateStake(settled, Money.Zero(Euro), settled), await StakeAsync(world, GateKind.Aml, "compliance"));

        await DecideAsync(world, GateKind.Aml, GateOutcome.Pending);

        Assert.Equal(new GateStake(settled, settled, Money.Zero(Euro)), await StakeAsync(world, GateKind.Aml, "compliance"));
        Assert.Equal(new GateStake(settled, Money.Zero(Euro), Money.Zero(Euro)),
            await StakeAsync(world, GateKind.Kyc, "compliance"));
        Assert.Null(await StakeAsync(world, GateKind.Aml, "auditor"));
    }

    /// <summary>Whoever placed a hold is not offered to lift it; another is, where they may.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CMP-5")]
    public async Task Holds_AreOfferedToLift_NotToWhoPlacedThem(StoreKind kind)
    {
        await using var world = await NewAsync(kind, payees: 1);
        Done(await world.Use<PlaceHold>().RunAsync(
            new(world.Payees[0], HoldScope.AllPayouts, HoldReason.Aml, "Mine", "Papers"), world.As("compliance"), default));
        await using (var db = await world.DbAsync())
        {
            db.Add(ComplianceHold.Place(new HoldId(Guid.CreateVersion7()), World.Ireland, new HoldRequest(
                world.Payees[0], HoldScope.AllPayouts, HoldReason.Aml, "Of another", "Papers"), world.As("ops").Person,
                world.Now).Value);
            await db.SaveChangesAsync();
        }

        Assert.Equal([("Mine", false), ("Of another", true)], await LiftableAsync(world, "compliance"));
        Assert.Equal([("Mine", false), ("Of another", false)], await LiftableAsync(world, "auditor"));
    }

    private static async Task<List<Waiting>> OnDeskAsync(PayoutWorld world, string account) =>
        [.. Done(await world.Use<WaitingList>().RunAsync(world.As(account), default)).Items
            .Where(item => item.Href.EndsWith("#gates", StringComparison.Ordinal))];

    private static async Task DecideAsync(PayoutWorld world, GateKind gate, GateOutcome outcome)
    {
        world.Clock.Advance(Duration.FromMinutes(1));
        Done(await world.Use<SetGate>().RunAsync(
            new(world.Payees[0], gate, outcome, "case 8"), world.As("compliance"), default));
    }

    private static async Task<PayeeGates.Answer> GatesAsync(PayoutWorld world, string account) =>
        Done(await world.Use<PayeeGates>().RunAsync(world.Payees[0], world.As(account), default));

    private static async Task<GateStake?> StakeAsync(PayoutWorld world, GateKind gate, string account) =>
        (await GatesAsync(world, account)).Gates.Single(one => one.Kind == gate).Stakes.SingleOrDefault();

    private static async Task<IEnumerable<(string, bool)>> LiftableAsync(PayoutWorld world, string account) =>
        (await GatesAsync(world, account)).Holds.Select(hold => (hold.Placed.Words, hold.MayLift)).Order();

    private static async Task<Money> SettledAsync(PayoutWorld world)
    {
        await using var db = await world.DbAsync();
        var payee = world.Payees[0];
        var sum = await db.Set<JournalLine>().Where(line => line.Account == Account.HeldSettled && line.PayeeId == payee)
            .SumAsync(line => line.AmountMinor);
        return new Money(-sum, Euro);
    }
}
