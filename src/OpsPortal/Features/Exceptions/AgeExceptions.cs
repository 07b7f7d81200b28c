using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>
/// Judges every open case anew: the next deadline of the outside world, how urgent it is, and one rung of the ladder for each SLA
/// that has passed. Safe to run twice.
/// </summary>
[UseCase]
internal sealed class AgeExceptions(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, async work =>
        {
            var open = await work.Db.Set<ExceptionCase>().Where(found => found.State != ExceptionState.Resolved)
                .OrderBy(found => found.Id).ToListAsync(work.Ct);
            foreach (var found in open)
                found.Watch(await NextAsync(work, found), work.Now);
            var raised = open.Where(found => found.Age(work.Now, ExceptionTypes.Of(found.Type))).ToList();
            foreach (var found in raised)
                await TellAsync(work, found);
            return raised.Count;
        }, ct);

    // The deadline is looked for again only when the one that is kept has passed.
    private static async Task<(string Name, Instant At)?> NextAsync(Work work, ExceptionCase found) =>
        found.OutsideDueAt is null || found.OutsideDueAt <= work.Now
            ? await ExceptionOpener.DeadlineAsync(work.Db, found, work.Now, work.Ct)
            : null;

    private static async Task TellAsync(Work work, ExceptionCase found)
    {
        var row = ExceptionTypes.Of(found.Type);
        var rung = row.Ladder[found.Rung - 1];
        var text = $"Late: {row.Words}, now with {rung}: {found.Summary} Its pack: /exceptions/{found.Id}/pack.pdf";
        work.Audit("Escalated exception", "exception", found.Id.Value,
            before: found.Rung == 1 ? "In time" : row.Ladder[found.Rung - 2], after: rung);
        if (found.AssignedTo is { } owner)
            work.Notify(owner, text, $"/exceptions/{found.Id}");
        else
            await work.NotifyAsync(Permission.WorkExceptions, found.LegalEntityId, text, $"/exceptions/{found.Id}");
    }
}
