using NodaTime;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Shared;
using Xunit;

namespace OpsPortal.Domain.Tests.Milestones;

public sealed class MilestoneTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    private static readonly PersonId Maker = new(Guid.Parse("00000000-0000-0000-0000-000000000001"));
    private static readonly PersonId Approver = new(Guid.Parse("00000000-0000-0000-0000-000000000002"));
    private static readonly PersonId Other = new(Guid.Parse("00000000-0000-0000-0000-000000000003"));
    private static readonly HashSet<int> Both = [1, 2];

    [Fact]
    [Trait("Requirement", "MIL-2")]
    public void Lifecycle_EveryPair_IsInTheTableOrRefused()
    {
        var legal = MilestoneLifecycle.Moves.Select(move => (move.From, move.Action)).ToHashSet();
        foreach (var from in Enum.GetValues<MilestoneState>())
        foreach (var action in Enum.GetValues<MilestoneAction>())
        {
            var milestone = In(from);
            var outcome = Do(milestone, action);
            Assert.Equal(legal.Contains((from, action)), !outcome.IsRefused);
            Assert.Equal(MilestoneLifecycle.Next(from, action) ?? from, milestone.State);
        }
    }

    [Theory]
    [Trait("Requirement", "MIL-1")]
    [InlineData(false, true, true, "milestones.no-criteria")]
    [InlineData(true, false, true, "milestones.no-approver")]
    [InlineData(true, true, false, "milestones.no-evidence")]
    public void Submit_WhenSomethingIsMissing_IsRefused(bool criteria, bool approver, bool evidence, string code)
    {
        var milestone = New(criteria ? "Drawn" : null, approver ? Approver : null);
        if (evidence)
            AddFile(milestone);
        Assert.Equal(code, milestone.Submit(Maker, Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "MIL-3")]
    public void Approve_WhenApproverIsMaker_IsRefused()
    {
        var milestone = In(MilestoneState.Pending);
        milestone.Delegate(Maker, Approver, "Away", Now);
        milestone.Submit(Maker, Now);

        Assert.Equal("milestones.four-eyes", milestone.Approve(Maker, Both, "Seen", Now).Refusal?.Code);
        Assert.Equal("milestones.submitter-is-approver", In(MilestoneState.Pending).Submit(Approver, Now).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "MIL-3")]
    public void Approve_ByAStranger_IsRefused_AndByTheDelegateDone()
    {
        var milestone = In(MilestoneState.Submitted);
        Assert.Equal("milestones.not-the-approver", milestone.Approve(Other, Both, "Seen", Now).Refusal?.Code);

        milestone.Delegate(Other, Approver, "On leave", Now);
        Assert.False(milestone.Approve(Other, Both, "Seen", Now).IsRefused);
        Assert.Equal(Other, milestone.ApprovedBy);
    }

    [Fact]
    [Trait("Requirement", "MIL-3")]
    public void Approve_WithAnOpenCriterionOrNoComment_IsRefused()
    {
        var milestone = In(MilestoneState.Submitted);
        Assert.Equal("milestones.criterion-not-met", milestone.Approve(Approver, new HashSet<int> { 1 }, "Seen",
            Now).Refusal?.Code);
        Assert.Equal("milestones.needs-comment", milestone.Approve(Approver, Both, " ", Now).Refusal?.Code);
        Assert.Equal(MilestoneState.Submitted, milestone.State);
    }

    [Fact]
    [Trait("Requirement", "MIL-2")]
    public void Reject_LeadsBackToPending_WithItsReason()
    {
        var milestone = In(MilestoneState.Submitted);
        Assert.Equal("shared.required", milestone.Reject(Approver, "", Now).Refusal?.Code);
        Assert.False(milestone.Reject(Approver, "The plan is missing", Now).IsRefused);
        Assert.Equal((MilestoneState.Pending, "The plan is missing"), (milestone.State, milestone.Reason));
    }

    [Fact]
    public void AddEvidence_OnceApproved_IsRefused() =>
        Assert.Equal("milestones.evidence-frozen", AddFile(In(MilestoneState.Approved)).Refusal?.Code);

    internal static Milestone In(MilestoneState state)
    {
        var milestone = New("Drawn\nBuilt", Approver);
        AddFile(milestone);
        if (state == MilestoneState.Pending)
            return milestone;
        milestone.Submit(Maker, Now);
        if (state == MilestoneState.Submitted)
            return milestone;
        milestone.Approve(Approver, Both, "Seen", Now);
        if (state == MilestoneState.Disputed)
            milestone.Dispute(Maker, "Broken", null, Now);
        if (state == MilestoneState.Reversed)
            milestone.Reverse(Maker, "Broken", null, Now);
        return milestone;
    }

    private static Outcome Do(Milestone milestone, MilestoneAction action) => action switch
    {
        MilestoneAction.Submit => milestone.Submit(Maker, Now),
        MilestoneAction.Approve => milestone.Approve(Approver, Both, "Seen", Now),
        MilestoneAction.Reject => milestone.Reject(Approver, "No", Now),
        MilestoneAction.Dispute => milestone.Dispute(Maker, "Broken", null, Now),
        MilestoneAction.SettleInFavour => milestone.SettleInFavour(Maker, "Mended", Now),
        _ => milestone.Reverse(Maker, "Broken", null, Now),
    };

    private static Outcome AddFile(Milestone milestone) =>
        milestone.AddEvidence(new EvidenceId(Guid.Empty), new EvidenceFile("plan.pdf", "application/pdf", 10, new string('a',
            64)), Maker, Now);

    private static Milestone New(string? criteria, PersonId? approver) => Milestone.Open(default, new MilestonePlan(
        default, default, default, "Roof", new Money(1000, Currency.Of("EUR")), new LocalDate(2026, 3, 1), criteria, approver));
}
