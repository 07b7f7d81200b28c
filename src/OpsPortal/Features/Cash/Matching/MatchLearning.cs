using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>What people decide about candidates is counted by kind of evidence; the ranking reads the counts.</summary>
internal static class MatchLearning
{
    /// <summary>The chosen candidate speaks for its evidence, those that stood above it against theirs.</summary>
    public static async Task ConfirmedAsync(Work work, ReceiptId receipt, MatchCandidate chosen)
    {
        if (await CurrentAsync(work, receipt) is not { } match)
            return;
        var above = match.Candidates.TakeWhile(candidate => !candidate.Allocations.SequenceEqual(chosen.Allocations)).ToList();
        if (match.Outcome == MatchOutcome.Waiting)
            match.Confirm(work.Person.Id, work.Now);
        await CountAsync(work, chosen.Evidence, confirmed: true);
        await CountAsync(work, above.SelectMany(candidate => candidate.Evidence), confirmed: false);
    }

    /// <summary>A discarded suggestion speaks against the evidence of its first candidate.</summary>
    public static Task DiscardedAsync(Work work, MatchRecord match) =>
        CountAsync(work, match.Candidates.Take(1).SelectMany(candidate => candidate.Evidence), confirmed: false);

    public static Task<MatchRecord?> CurrentAsync(Work work, ReceiptId receipt) =>
        work.Db.Set<MatchRecord>().FirstOrDefaultAsync(match => match.ReceiptId == receipt && match.IsCurrent, work.Ct);

    private static async Task CountAsync(Work work, IEnumerable<MatchEvidence> evidence, bool confirmed)
    {
        foreach (var feature in evidence.Select(piece => piece.Feature).Distinct())
        {
            var tally = await work.Db.Set<FeatureTally>().FindAsync([feature], work.Ct);
            if (tally is null)
                work.Db.Add(tally = new FeatureTally(feature));
            tally.Add(confirmed);
        }
    }
}
