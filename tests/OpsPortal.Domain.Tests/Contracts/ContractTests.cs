using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Shared;
using static OpsPortal.Domain.Tests.Contracts.AContract;

namespace OpsPortal.Domain.Tests.Contracts;

public sealed class ContractTests
{
    private static readonly LocalDate Today = new(2026, 3, 20);

    [Fact]
    [Trait("Requirement", "CON-3")]
    public void Open_BySubscription_IsRefusedAsYet() =>
        Assert.Equal("contracts.model-not-yet", AContract.Open(Of(100, Rest()), BillingModel.Subscription).Refusal?.Code);

    [Fact]
    [Trait("Requirement", "CON-1")]
    public void Open_KeepsTheSnapshotWithItsHash()
    {
        var snapshot = AContract.Open(Of(100, Rest())).Value.Snapshot;
        Assert.Equal("{\"quote\":\"Q-7\"}", snapshot.Json);
        Assert.Equal(ContractSnapshot.HashOf(snapshot.Json), snapshot.Sha256);
        Assert.Equal(64, snapshot.Sha256.Length);
    }

    [Fact]
    public void Snapshot_ThatIsNotJson_IsRefused() =>
        Assert.Equal("contracts.bad-snapshot", ContractSnapshot.Of("{", "quotes", "Q", Now, "x").Refusal?.Code);

    [Fact]
    public void Open_MakesTheDownPaymentBillableAndLetsTheRestWait()
    {
        var plan = AContract.Open(Of(1000, Item(PlanItemKind.DownPayment, 300), Item(PlanItemKind.Milestone, 600),
            Rest())).Value.PlanOf(1);
        Assert.Equal([PlanItemState.Billable, PlanItemState.Waiting, PlanItemState.Waiting], plan.Select(item => item.State));
        Assert.Equal([1, 2, 3], plan.Select(item => item.Sequence));
    }

    [Fact]
    public void Open_WithThePayeeTwice_IsRefused()
    {
        var share = new PayeeShare(new(Guid.NewGuid()), 1);
        Assert.Equal("contracts.bad-shares", AContract.Open(Of(100, Rest()) with { Shares = [share, share] }).Refusal?.Code);
        Assert.Equal("contracts.no-payees", AContract.Open(Of(100, Rest()) with { Shares = [] }).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "MIL-4")]
    public void Lock_OfABilledStage_IsRefused()
    {
        var item = AContract.Open(Of(1000, Item(PlanItemKind.Milestone, 1000))).Value.PlanOf(1).Single();
        Assert.Equal("contracts.illegal-item-move", item.Lock(new(Guid.NewGuid())).Refusal?.Code);
        Assert.False(item.MakeBillable(Now).IsRefused);
        Assert.False(item.Lock(new(Guid.NewGuid())).IsRefused);
        Assert.Equal("contracts.illegal-item-move", item.Lock(new(Guid.NewGuid())).Refusal?.Code);
        Assert.Equal("contracts.illegal-item-move", item.MakeBillable(Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CON-2")]
    public void Amend_MakesANewVersionAndLeavesTheOldAsItWas()
    {
        var kept = Item(PlanItemKind.Milestone, 600, "Design");
        var contract = AContract.Open(Of(1000, kept, Rest())).Value;
        var more = Of(1500, kept, Item(PlanItemKind.Milestone, 400, "Extra"), Rest("Final"));

        Assert.Equal(2, contract.Amend(new(Guid.NewGuid()), more, "More scope", Ann, Now).Value.Number);

        Assert.Equal([600L, 400L], contract.PlanOf(1).Select(item => item.AmountMinor));
        Assert.Equal([600L, 400L, 500L], contract.PlanOf(2).Select(item => item.AmountMinor));
        Assert.Equal(kept.Id, contract.PlanOf(2)[0].Id);
        Assert.Equal("contracts.item-retired", contract.PlanOf(1)[1].MakeBillable(Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CON-2")]
    public void Amend_WithoutAReason_IsRefused() => Assert.Equal(
        "shared.required",
        AContract.Open(Of(100, Rest())).Value.Amend(new(Guid.NewGuid()), Of(100, Rest()), " ", Ann, Now).Refusal?.Code);

    [Fact]
    public void Amend_ThatTakesOutABilledStage_IsRefused()
    {
        var contract = AContract.Open(Of(1000, Item(PlanItemKind.DownPayment, 300), Rest())).Value;
        contract.PlanOf(1)[0].Lock(new(Guid.NewGuid()));
        Assert.Equal("contracts.billed-item-changed", contract.Amend(new(Guid.NewGuid()), Of(900, Rest()), "Less", Ann,
            Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "CON-5")]
    public void CanIssue_PastGrace_IsRefusedUntilOverridden()
    {
        var contract = AContract.Open(Of(100, Rest())).Value;
        Assert.False(contract.CanIssue(Today, null).IsRefused);
        Assert.False(contract.CanIssue(Today, Today.PlusDays(-5)).IsRefused);
        Assert.Equal("contracts.past-grace", contract.CanIssue(Today, Today.PlusDays(-6)).Refusal?.Code);
        contract.OverridePauseRule(Today);
        Assert.False(contract.CanIssue(Today, Today.PlusDays(-6)).IsRefused);
        Assert.Equal("contracts.past-grace", contract.CanIssue(Today.PlusDays(1), Today.PlusDays(-6)).Refusal?.Code);
    }

    [Fact]
    public void CanIssue_WhenPausedOrClosed_IsRefused()
    {
        var contract = AContract.Open(Of(100, Rest())).Value;
        contract.Pause("Dispute about scope");
        Assert.Equal("contracts.paused", contract.CanIssue(Today, null).Refusal?.Code);
        contract.Close();
        Assert.Equal("contracts.closed", contract.CanIssue(Today, null).Refusal?.Code);
    }

    [Theory]
    [Trait("Requirement", "CON-5")]
    [InlineData(DueRule.OnAcceptance, 0, ClockStart.Acceptance, "2026-03-01")]
    [InlineData(DueRule.NetDays, 30, ClockStart.Acceptance, "2026-03-31")]
    [InlineData(DueRule.NetDays, 30, ClockStart.Issue, "2026-04-04")]
    public void DueOn_CountsFromTheClocksStart(DueRule rule, int days, ClockStart clock, string due) => Assert.Equal(
        due, new Terms(rule, days, clock, 0, true).DueOn(new(2026, 3, 1), new(2026, 3, 5)).ToString("uuuu-MM-dd", null));

    [Fact]
    public void ContractMoves_AreJustThoseOfTheTable()
    {
        foreach (var state in Enum.GetValues<ContractState>())
            foreach (var action in Enum.GetValues<ContractAction>().Where(action => action != ContractAction.Amend))
            {
                var contract = In(state);
                var outcome = action switch
                {
                    ContractAction.Pause => contract.Pause("Why"),
                    ContractAction.Resume => contract.Resume(),
                    _ => contract.Close(),
                };
                Assert.Equal(ContractLifecycle.Next(state, action) is null, outcome.IsRefused);
                Assert.Equal(ContractLifecycle.Next(state, action) ?? state, contract.State);
            }
    }

    private static Contract In(ContractState state)
    {
        var contract = AContract.Open(Of(100, Rest())).Value;
        if (state == ContractState.Paused)
            contract.Pause("Why");
        if (state == ContractState.Closed)
            contract.Close();
        return contract;
    }
}
