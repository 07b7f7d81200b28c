using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>A person wants none of the candidates: the receipt stays unapplied and is not suggested so again.</summary>
[UseCase]
internal sealed class DiscardMatch(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ReceiptId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => DiscardAsync(work, id), ct);

    private static async Task<Outcome> DiscardAsync(Work work, ReceiptId id)
    {
        if (await work.SeenAsync(work.Db.Set<Receipt>().AsNoTracking(), r => r.Id == id) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        var facts = await MatchingFacts.ReadAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        if (facts.Match().FirstOrDefault(found => found.PaymentId == id.ToString()) is { Candidates.Count: > 0 } result)
            await MatchReceipts.KeepAsync(work, receipt.LegalEntityId, facts.PolicyNumber, [result]);
        if (await MatchLearning.CurrentAsync(work, id) is not { } match)
            return MatchingRefusals.NotWaiting;
        var discarded = match.Discard(work.Person.Id, work.Now);
        if (discarded.IsRefused)
            return discarded;
        await MatchLearning.DiscardedAsync(work, match);
        work.Audit("Discarded suggestion", "receipt", id.Value, after: MatchRules.Name(match.Rule));
        return Outcome.Done;
    }
}
