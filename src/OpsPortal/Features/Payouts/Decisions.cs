using OpsPortal.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Stores the gate's answers, as they were when money was about to move.</summary>
internal static class Decisions
{
    public static void Keep(Work work, BatchCheck check, DecisionOccasion occasion, BatchId batch)
    {
        var person = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var circumstance = new DecisionCircumstance(occasion, check.Matrix?.Number ?? 0, person, work.Now) { Batch = batch };
        foreach (var (facts, decision) in check.Items.SelectMany(item => item.Answers))
            work.Db.Add(DecisionRecord.Of(new DecisionId(Guid.CreateVersion7()), facts, decision, circumstance));
    }
}
