using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Cash.Matching;
using OpsPortal.Features.Close;
using OpsPortal.Features.Reconciliation;

namespace OpsPortal.Tests.Components;

/// <summary>What a new version of an entity's policy changes is shown beside what is in force, and nothing else is.</summary>
[Trait("Requirement", "PAY-10")]
public sealed class PolicyHistoryTests
{
    private static readonly LegalEntityId Entity = new(Guid.CreateVersion7());

    [Fact]
    public void Of_TheSameRules_IsEmpty()
    {
        Assert.Empty(MatchingComparison.Of(MatchingRules.Delivered, MatchingRules.Delivered));
        Assert.Empty(ReconciliationComparison.Of(ReconciliationRules.Delivered, ReconciliationRules.Delivered));
        Assert.Empty(ChecklistComparison.Of(ChecklistRules.Delivered, ChecklistRules.Delivered));
    }

    [Fact]
    public void Of_EveryFieldOfMatching_NamesTheValueBeforeAndAfter() => Assert.Equal(
        ["Tolerance", "One person alone up to", "Looked at before posting", "Candidates are shown from",
            "A payee's invoice may exceed what was agreed"],
        MatchingComparison.Of(MatchingRules.Delivered, new MatchingRules(
            new Dictionary<string, long>(), new Dictionary<string, long> { ["EUR"] = 5_000 }, [MatchRules.All.First()], 0.5)
        {
            Supplier = new(1, 1),
        }).Select(row => row.What));

    [Fact]
    public void Of_OneLayer_NamesItsValuesAlone() => Assert.Equal(
        [
            new Comparison("Bank to subledger, tolerance", "none", "EUR 0.05"),
            new("Bank to subledger, a break is explained within", "48 hours", "1 hour"),
        ],
        ReconciliationComparison.Of(ReconciliationRules.Delivered, ReconciliationRules.Delivered with
        {
            Bank = new(new Dictionary<string, long> { ["EUR"] = 5 }, 1),
        }));

    [Fact]
    public void Of_AChecklist_NamesWhatIsNewGoneRenamedAndMoved()
    {
        var items = CloseChecklist.Items.ToList();
        var bonus = new CloseItem("bonus", "Bonus accrued", Role.Finance, 3, false, [], "The bonus is booked.");
        var renamed = items[1] with { Name = "Reports in" };

        var changes = ChecklistComparison.Of(
            ChecklistRules.Delivered, new([renamed, items[0], .. items.Skip(2).Where(item => item.Code != "pack"), bonus]));

        Assert.Equal(
            [
                new Comparison("Reports in, name", "Provider reports in", "Reports in"), new("Reports in, place", "2", "1"),
                new("Bank statements complete, place", "1", "2"),
            ],
            changes.Where(row => row.Before != "Not on the list" && row.After != "Not on the list")
                .OrderBy(row => row.What[0] == 'R' ? 0 : 1).ThenBy(row => row.What, StringComparer.Ordinal));
        Assert.Equal("Finance", changes.Single(row => row.What == "Bonus accrued, owner").After);
        Assert.Equal("Not on the list", changes.Single(row => row.What == "Bonus accrued, owner").Before);
        Assert.Equal("Not on the list", changes.Single(row => row.What == "Evidence for the pack complete, due").After);
    }

    [Fact]
    public void Versions_NameWhatEachChanged_TheFirstAgainstTheDelivered()
    {
        ReconciliationPolicy Version(int number, int hours) => ReconciliationPolicy.Make(
            new(Guid.CreateVersion7()), Entity, number, ReconciliationRules.Delivered with
            {
                Erp = new(new Dictionary<string, long>(), hours),
            }, "The group asks for it", new(Guid.CreateVersion7()), Instant.FromUtc(2026, 3, number, 9, 0)).Value;

        var shown = PolicyHistory.Of(
            new EntityPolicyList<ReconciliationPolicy, ReconciliationRules>(
                [new(Entity, "Ireland", ReconciliationRules.Delivered, 2)], [Version(2, 12), Version(1, 24)], false),
            ReconciliationRules.Delivered, ReconciliationComparison.Of);

        Assert.Equal(
            [
                "The group asks for it. Subledger to ERP, a break is explained within: 24 hours → 12 hours.",
                "The group asks for it. Subledger to ERP, a break is explained within: 48 hours → 24 hours.",
            ],
            shown.Select(entry => entry.Note));
    }
}
