using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using static OpsPortal.Domain.Tests.Contracts.AContract;

namespace OpsPortal.Domain.Tests.Contracts;

public sealed class InstalmentTests
{
    private static readonly LocalDate First = new(2026, 4, 1);

    [Fact]
    [Trait("Requirement", "CON-3")]
    public void Open_ByInstalments_SplitsToTheCentAndWaitsForTheDates()
    {
        var contract = Open(Of(100_01, Dated(3333, 0), Dated(3333, 1), Dated(3334, 2)), BillingModel.Instalments).Value;

        var plan = contract.PlanOf(1);
        Assert.Equal([33_33L, 33_33L, 33_35L], plan.Select(item => item.AmountMinor));
        Assert.All(plan, item => Assert.Equal((PlanItemTrigger.Date, PlanItemState.Waiting), (item.Trigger, item.State)));
        Assert.False(StageReadiness.IsDue(plan[0], plan, First.PlusDays(-1)));
        Assert.True(StageReadiness.IsDue(plan[0], plan, First));
        Assert.False(StageReadiness.IsDue(plan[1], plan, First));
    }

    [Fact]
    [Trait("Requirement", "CON-3")]
    public void Open_OfMilestonesWithAnInstalment_IsRefused() => Assert.Equal(
        "contracts.models-mix", Open(Of(100, Dated(5000, 0), Rest())).Refusal?.Code);

    [Fact]
    [Trait("Requirement", "CON-3")]
    public void Open_OfInstalmentsWithAMilestone_IsRefused() => Assert.Equal(
        "contracts.models-mix", Open(Of(100, Dated(5000, 0), Percent(PlanItemKind.Milestone, 5000)),
            BillingModel.Instalments).Refusal?.Code);

    [Fact]
    public void Open_OfAnInstalmentWithoutADate_IsRefused() => Assert.Equal(
        "contracts.needs-date", Open(Of(100, Percent(PlanItemKind.Instalment, 10_000)), BillingModel.Instalments).Refusal?.Code);

    private static PlannedItem Dated(int basisPoints, int months) =>
        Percent(PlanItemKind.Instalment, basisPoints) with { DueOn = First.PlusMonths(months) };
}
