using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Erp;

/// <summary>
/// Every entry of the month is in each ERP that the company uses, or somebody has said why not. A company uses a target from the
/// month of its first export on; one that hands nothing over has nothing to tie.
/// </summary>
[Part]
internal sealed class ErpTieOut : ITieOut
{
    public int Order => 720;

    // A month may be handed over after it is closed, so what is asked at the signatures is not asked again.
    public bool IsOfTheMoment => true;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var entity = scope.LegalEntityId;
        var used = await scope.Db.Set<ErpHandover>()
            .Where(handover => handover.LegalEntityId == entity && handover.FirstDay <= scope.LastDay)
            .Select(handover => handover.Target).Distinct().ToListAsync(ct);
        var entries = scope.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == entity
            && entry.BookedOn >= scope.FirstDay && entry.BookedOn <= scope.LastDay && entry.Lines.Any());
        var booked = await entries.CountAsync(ct);
        var lines = new List<TieOutLine>();
        foreach (var target in used.Order())
        {
            var (taken, explained) = await ThereAsync(scope, entries, target, ct);
            lines.Add(new TieOutLine(
                $"Entries in {ErpTargets.Of(target).Words}", null, booked, taken + explained, $"/erp?entity={entity}")
            {
                Words = explained == 0 ? null : $"{taken} accepted, {explained} rejected and explained",
            });
        }

        return new TieOut(
            "erp", "Handed over to the ERP", $"Booked from {DayWords.Of(scope.FirstDay, scope.LastDay)}",
            "Booked", "Taken, or the rejection explained", lines);
    }

    private static async Task<(int Taken, int Explained)> ThereAsync(
        CloseScope scope, IQueryable<JournalEntry> entries, ErpTarget target, CancellationToken ct)
    {
        var carried =
            from entry in entries
            join cover in scope.Db.Set<ErpCover>() on entry.Id equals cover.EntryId
            join document in scope.Db.Set<ErpDocument>() on cover.DocumentId equals document.Id
            where cover.Target == target
            select document;
        var taken = await carried.CountAsync(document =>
            document.State == ErpDocumentState.Accepted || document.State == ErpDocumentState.AlreadyThere, ct);
        var rejected = carried.Where(document => document.State == ErpDocumentState.Rejected);
        var ids = await rejected.Select(document => document.Id).ToListAsync(ct);
        if (ids.Count == 0)
            return (taken, 0);
        var (documents, results) = await ExplainedAsync(scope, ct);
        var ofResults = await rejected.Where(document => scope.Db.Set<ErpResult>().Any(result => results.Contains(result.Id)
                && result.HandoverId == document.LastHandoverId && result.TakenAt == document.AnsweredAt))
            .Select(document => document.Id).Distinct().ToListAsync(ct);
        documents.UnionWith(ofResults);
        return (taken, ids.Count(documents.Contains));
    }

    // Many rejections of one result are one case, and what is said of it is said of each.
    private static async Task<(HashSet<ErpDocumentId> Documents, List<ErpResultId> Results)> ExplainedAsync(
        CloseScope scope, CancellationToken ct)
    {
        var keys = await scope.Db.Set<ExceptionCase>()
            .Where(found => found.Type == ExceptionType.ErpRejection && found.LegalEntityId == scope.LegalEntityId
                && (found.State == ExceptionState.Resolved || found.Notes.Any()))
            .Select(found => found.DedupeKey).ToListAsync(ct);
        return ([.. keys.Select(ErpCases.DocumentOf).OfType<ErpDocumentId>()],
            [.. keys.Select(ErpCases.ResultOf).OfType<ErpResultId>()]);
    }
}
