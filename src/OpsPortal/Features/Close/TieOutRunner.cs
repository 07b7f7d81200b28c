using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>A tie-out as it stands now, not yet stored.</summary>
internal sealed record FreshTieOut(TieOut Found, int Place, bool IsOfTheMoment)
{
    public string Hash => TieOutRun.HashOf(Found, IsOfTheMoment);
}

/// <summary>Runs all tie-outs of a month and stores those whose figures are new.</summary>
[Part]
internal sealed class TieOutRunner(IEnumerable<ITieOut> tieOuts)
{
    private readonly List<ITieOut> ordered = [.. tieOuts.OrderBy(one => one.Order)];

    public async Task<IReadOnlyList<FreshTieOut>> CheckAsync(CloseScope scope, bool withMoment, CancellationToken ct)
    {
        var found = new List<FreshTieOut>(ordered.Count);
        foreach (var one in ordered.Where(one => withMoment || !one.IsOfTheMoment))
            found.Add(new FreshTieOut(await one.CheckAsync(scope, ct), one.Order, one.IsOfTheMoment));
        return found;
    }

    /// <summary>The latest stored run of each tie-out.</summary>
    public static async Task<List<TieOutRun>> LatestAsync(OpsDbContext db, PeriodCloseId close, CancellationToken ct)
    {
        var all = await db.Set<TieOutRun>().Where(run => run.CloseId == close).ToListAsync(ct);
        return [.. all.GroupBy(run => run.Code).Select(runs => runs.MaxBy(run => run.Number)!).OrderBy(run => run.Place)];
    }

    /// <summary>Stores what is new, and gives the latest run of each tie-out with the names of those whose figures
    /// moved.</summary>
    public async Task<(List<TieOutRun> Latest, List<string> Moved)> StoreAsync(
        OpsDbContext db, PeriodClose close, PersonId? by, Instant now, CancellationToken ct)
    {
        var latest = await LatestAsync(db, close.Id, ct);
        var moved = new List<string>();
        foreach (var fresh in await CheckAsync(Closes.ScopeOf(db, close, now), close.State != CloseState.Signed, ct))
        {
            var before = latest.SingleOrDefault(run => run.Code == fresh.Found.Code);
            if (before is not null && before.Hash == fresh.Hash && !(fresh.IsOfTheMoment && before.SignedBy is null))
                continue;
            if (before is not null && before.Hash != fresh.Hash)
                moved.Add(fresh.Found.Name);
            var run = TieOutRun.Of(
                new(Guid.CreateVersion7()), close.Id, (before?.Number ?? 0) + 1, fresh.Found,
                new TieOutRunFacts(fresh.Place, fresh.IsOfTheMoment, by, now));
            db.Add(run);
            if (before is not null)
                latest.Remove(before);
            latest.Add(run);
        }

        return ([.. latest.OrderBy(run => run.Place)], moved);
    }
}
