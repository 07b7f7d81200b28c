using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Features.Exceptions;

/// <summary>Takes a case: the person becomes its owner.</summary>
[UseCase]
internal sealed class TakeException(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ExceptionId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => OneCase.ChangeAsync(work, id, "Took exception", null, found =>
            found.Assign(work.Person.Id, work.Now)), ct);
}

/// <summary>Adds a comment to a case.</summary>
[UseCase]
internal sealed class CommentException(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ExceptionId id, string text, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor,
            work => OneCase.ChangeAsync(work, id, "Commented on exception", text, found =>
            found.Comment(work.Person.Id, work.Now, text)), ct);
}

/// <summary>Closes a case with its root cause, what was done, and the journal entry that resolved it where money moved.</summary>
[UseCase]
internal sealed class ResolveException(CommandRunner runner)
{
    internal sealed record Command(ExceptionId Id, string RootCause, string Resolution, EntryId? Entry);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => ResolveAsync(work, command), ct);

    private static async Task<Outcome> ResolveAsync(Work work, Command command)
    {
        if (command.Entry is { } entry && !await work.Db.Set<Domain.Ledger.JournalEntry>().AnyAsync(e => e.Id == entry, work.Ct))
            return SharedRefusals.NotFound("journal entry").On("Journal entry");
        return await OneCase.ChangeAsync(work, command.Id, "Resolved exception", command.Resolution, found =>
            found.Resolve(work.Person.Id, work.Now, command.RootCause, command.Resolution, command.Entry));
    }
}

/// <summary>Reminds of late cases, one rung of the ladder for each SLA that has passed. Safe to run twice.</summary>
[UseCase]
internal sealed class AgeExceptions(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, async work =>
        {
            var late = await work.Db.Set<ExceptionCase>()
                .Where(found => found.State != ExceptionState.Resolved && found.DueAt <= work.Now).ToListAsync(work.Ct);
            var raised = late.Where(found => found.Age(work.Now)).ToList();
            foreach (var found in raised)
                await TellAsync(work, found);
            return raised.Count;
        }, ct);

    private static async Task TellAsync(Work work, ExceptionCase found)
    {
        var row = ExceptionTypes.Of(found.Type);
        var rung = row.Ladder[found.Rung - 1];
        var text = $"Late: {row.Words}, now with {rung}: {found.Summary}";
        work.Audit("Escalated exception", "exception", found.Id.Value, after: rung);
        if (found.AssignedTo is { } owner)
            work.Notify(owner, text, $"/exceptions/{found.Id}");
        else
            await work.NotifyAsync(Permission.WorkExceptions, found.LegalEntityId, text, $"/exceptions/{found.Id}");
    }
}

/// <summary>Loads a case that the person may see, changes it and writes the audit row.</summary>
internal static class OneCase
{
    public static async Task<Outcome> ChangeAsync(
        Work work, ExceptionId id, string action, string? reason, Func<ExceptionCase, Outcome> change)
    {
        var found = await work.Db.Set<ExceptionCase>().Include(f => f.Notes).SingleOrDefaultAsync(f => f.Id == id, work.Ct);
        if (found is null || (found.LegalEntityId is { } entity && !work.Sees(entity)))
            return SharedRefusals.NotFound("exception");
        var before = found.State.ToString();
        var outcome = change(found);
        if (!outcome.IsRefused)
            work.Audit(action, "exception", id.Value, before, found.State.ToString(), reason);
        return outcome;
    }
}
