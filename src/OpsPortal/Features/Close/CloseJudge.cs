using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>An item of the checklist as it stands.</summary>
internal sealed record CloseItemStand(CloseItem Item, bool IsDone, CloseTask? Task, string? Why)
{
    public IReadOnlyList<CloseEvidence> Files { get; init; } = [];

    /// <summary>The items that can be done now: not done, and everything done that they come after.</summary>
    public static IEnumerable<CloseItemStand> Open(IReadOnlyList<CloseItemStand> items)
    {
        var done = items.Where(item => item.IsDone).Select(item => item.Item.Code).ToHashSet(StringComparer.Ordinal);
        return items.Where(item => !item.IsDone && item.Item.After.All(done.Contains));
    }
}

/// <summary>What a close stands on: runs, checklist, samples, and what blocks it.</summary>
internal sealed record CloseStand(
    IReadOnlyList<TieOutRun> Runs, IReadOnlyList<CloseItemStand> Items, IReadOnlyList<CloseSample> Samples,
    CloseReadiness Readiness);

/// <summary>Judges whether a month may be signed.</summary>
[Part]
internal sealed class CloseJudge(TieOutRunner runner)
{
    /// <summary>What is stored, and what blocks by it.</summary>
    public static async Task<CloseStand> ReadAsync(OpsDbContext db, PeriodClose close, CancellationToken ct)
    {
        var runs = await TieOutRunner.LatestAsync(db, close.Id, ct);
        var tasks = await db.Set<CloseTask>().Where(task => task.CloseId == close.Id).ToDictionaryAsync(task => task.Code, ct);
        var samples = await db.Set<CloseSample>().Where(sample => sample.CloseId == close.Id)
            .OrderBy(sample => sample.Kind).ThenBy(sample => sample.Subject).ToListAsync(ct);
        var files = (await db.Set<CloseEvidence>().AsNoTracking().Where(file => file.CloseId == close.Id).ToListAsync(ct))
            .ToLookup(file => file.Code);
        var items = (await Checklists.OfAsync(db, close, ct)).Items.Select(item =>
            Stand(item, tasks.GetValueOrDefault(item.Code), runs, samples) with { Files = [.. files[item.Code]] }).ToList();
        return new CloseStand(runs, items, samples,
            new CloseReadiness(TieOutRun.ContentOf(close, runs), [.. Blockers(runs, items, samples)]));
    }

    /// <summary>The same, with every tie-out asked again: what a signature needs.</summary>
    public async Task<CloseReadiness> AskAgainAsync(OpsDbContext db, PeriodClose close, Instant now, CancellationToken ct)
    {
        var stand = await ReadAsync(db, close, ct);
        var stored = stand.Runs.ToDictionary(run => run.Code, run => run.Hash);
        var moved = (await runner.CheckAsync(Closes.ScopeOf(db, close, now), true, ct))
            .Where(fresh => stored.GetValueOrDefault(fresh.Found.Code) != fresh.Hash)
            .Select(fresh => new CloseBlocker(
                $"moved-{fresh.Found.Code}", $"{fresh.Found.Name}: the figures moved since the tie-outs were run.",
                "#tie-outs"));
        return stand.Readiness with { Blockers = [.. stand.Readiness.Blockers, .. moved] };
    }

    private static CloseItemStand Stand(
        CloseItem item, CloseTask? task, List<TieOutRun> runs, List<CloseSample> samples)
    {
        if (!item.ByMachine)
            return new(item, task?.IsDone == true, task, null);
        var open = runs.SingleOrDefault(run => run.Code == OpenExceptionsTieOut.Name);
        var (failing, waiting) = (runs.Count(run => !run.Ties), samples.Count(IsUnanswered));
        return item.Code switch
        {
            CloseChecklist.TieOuts => new(item, runs.Count > 0 && failing == 0, null,
                runs.Count == 0 ? "Not run yet" : failing == 0 ? $"{runs.Count} tie" : $"{failing} of {runs.Count} do not tie"),
            CloseChecklist.Exceptions => new(item, open?.Ties == true, null,
                open is null ? "Not looked at yet" : open.Ties ? "Each has its owner and a word"
                    : "Some have no owner or no word"),
            _ => new(item, runs.Count > 0 && waiting == 0, null,
                waiting == 0 ? $"{samples.Count} answered" : $"{waiting} of {samples.Count} wait or failed"),
        };
    }

    private static bool IsUnanswered(CloseSample sample) => sample.Result is SampleResult.Waiting or SampleResult.Failed;

    private static IEnumerable<CloseBlocker> Blockers(
        List<TieOutRun> runs, List<CloseItemStand> items, List<CloseSample> samples)
    {
        if (runs.Count == 0)
            yield return new("not-run", "The tie-outs have not been run.", "#tie-outs");
        foreach (var run in runs.Where(run => !run.Ties))
        {
            var bad = run.Lines.Where(line => !line.Agrees()).ToList();
            var more = bad.Count > 1 ? $" and {bad.Count - 1} more" : "";
            yield return new($"tie-{run.Code}", $"{run.Name} does not tie: {bad[0].Subject.TrimEnd('.')}{more}.", bad[0].Link);
        }

        foreach (var item in items.Where(item => !item.IsDone && !item.Item.ByMachine))
            yield return new($"item-{item.Item.Code}", $"\"{item.Item.Name}\" is not done.", "#checklist");
        var waiting = samples.Count(IsUnanswered);
        if (waiting > 0)
            yield return new("samples", $"{waiting} {(waiting == 1 ? "sample waits" : "samples wait")} for an answer.",
                "#samples");
    }
}
