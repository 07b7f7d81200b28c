using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Stores the gate's answers, as they were when money was about to move.</summary>
internal static class Decisions
{
    public static Task KeepAsync(Work work, BatchCheck check, DecisionOccasion occasion, BatchId batch)
    {
        var person = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var circumstance = new DecisionCircumstance(occasion, check.Matrix?.Number ?? 0, person, work.Now) { Batch = batch };
        return KeepAsync(work, check.Items.SelectMany(item => item.Answers).Select(answer => DecisionRecord.Of(
            new DecisionId(Guid.CreateVersion7()), answer.Facts, answer.Decision, circumstance)));
    }

    /// <summary>Written at once, in the command's transaction; later ones may be made while earlier ones are taken.</summary>
    public static Task KeepAsync(Work work, IEnumerable<DecisionRecord> decisions) =>
        BulkInsert.StreamAsync(work.Db, decisions, work.Ct);
}
