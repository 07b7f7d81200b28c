using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events;

namespace OpsPortal.Features.Exceptions;

/// <summary>Takes a case, or gives it to another who may work on it: that person answers for it from now on.</summary>
[UseCase]
internal sealed class AssignException(CommandRunner runner)
{
    /// <param name="To">Null for oneself.</param>
    internal sealed record Command(ExceptionId Id, PersonId? To);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => AssignAsync(work, command.Id, command.To), ct);

    internal static async Task<Outcome> AssignAsync(Work work, ExceptionId id, PersonId? wanted)
    {
        var to = wanted ?? work.Person.Id;
        var name = await work.Db.Set<Person>().Where(p => p.Id == to).Select(p => p.Name).FirstOrDefaultAsync(work.Ct);
        if (name is null)
            return SharedRefusals.NotFound("person");
        var found = await OneCase.FindAsync(work, id);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        if (!await CaseWorkers.Of(work.Db, found.LegalEntityId).AnyAsync(p => p.Id == to, work.Ct))
            return ExceptionsRefusals.CannotOwn(name);
        var self = to == work.Person.Id;
        var done = OneCase.Change(work, found, self ? "Took exception" : $"Assigned exception to {name}", null,
            one => one.Assign(to, work.Person.Id, work.Now, self ? null : $"Assigned to {name}."));
        if (!done.IsRefused && !self)
            work.Notify(to, $"{work.Person.Name} assigned to you: {found.Summary}", $"/exceptions/{id}");
        return done;
    }
}

/// <summary>Adds a comment to a case.</summary>
[UseCase]
internal sealed class CommentException(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ExceptionId id, string text, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => CommentAsync(work, id, text), ct);

    internal static async Task<Outcome> CommentAsync(Work work, ExceptionId id, string text)
    {
        var found = await OneCase.FindAsync(work, id);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        var done = OneCase.Change(work, found, "Commented on exception", text,
            one => one.Comment(work.Person.Id, work.Now, text));
        if (!done.IsRefused)
            await TellNamedAsync(work, found, text);
        return done;
    }

    // Only those who may see the case are told of it.
    private static async Task TellNamedAsync(Work work, ExceptionCase found, string text)
    {
        var named = Mentions.Of(text);
        if (named.Count == 0)
            return;
        var (entity, roles) = (found.LegalEntityId, RolePermissions.Holding(Permission.SeeExceptions));
        var people = await work.Db.Set<Person>().Where(person => person.DisabledAt == null
                && person.Grants.Any(grant => roles.Contains(grant.Role))
                && (entity == null || person.Entities.Any(grant => grant.LegalEntityId == entity)))
            .Select(person => new { person.Id, person.Email }).ToListAsync(work.Ct);
        foreach (var person in people.Where(person => named.Contains(person.Email.Split('@')[0].ToLowerInvariant())))
            work.Notify(person.Id, $"{work.Person.Name} named you: {text.Trim()}", $"/exceptions/{found.Id}");
    }
}

/// <summary>Puts a case aside until an instant, with a reason; it comes back by itself.</summary>
[UseCase]
internal sealed class SnoozeException(CommandRunner runner)
{
    internal sealed record Command(ExceptionId Id, Instant Until, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor,
            work => SnoozeAsync(work, command.Id, command.Until, command.Reason), ct);

    internal static Task<Outcome> SnoozeAsync(Work work, ExceptionId id, Instant until, string reason) => OneCase.ChangeAsync(
        work, id, "Snoozed exception", reason, found => found.Snooze(work.Person.Id, work.Now, until, reason));
}

/// <summary>Closes a case with its root cause, what was done, and the entry that resolved it or why no money moved.</summary>
[UseCase]
internal sealed class ResolveException(CommandRunner runner)
{
    internal sealed record Command(ExceptionId Id, CaseClosing Closing);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => ResolveAsync(work, command.Id, command.Closing), ct);

    internal static async Task<Outcome> ResolveAsync(Work work, ExceptionId id, CaseClosing closing)
    {
        var found = await OneCase.FindAsync(work, id);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        if (closing.Entry is { } entry
            && !await CaseEntries.Of(work.Db, found, work.Person.LegalEntities).AnyAsync(e => e.Id == entry, work.Ct))
            return ExceptionsRefusals.EntryNotOfCase;
        if (await DeadLetters.WhyNotResolveAsync(work, found) is { } notOver)
            return notOver;
        var money = closing.Entry is { } named ? $" by entry {named}"
            : string.IsNullOrWhiteSpace(closing.NoMoneyReason) ? "" : $", no money moved: {closing.NoMoneyReason.Trim()}";
        return OneCase.Change(work, found, "Resolved exception", $"{closing.RootCause}: {closing.Resolution}{money}",
            one => one.Resolve(work.Person.Id, work.Now, closing));
    }
}

/// <summary>Loads a case that the person may see, changes it and writes the audit row.</summary>
internal static class OneCase
{
    public static async Task<ExceptionCase?> FindAsync(Work work, ExceptionId id)
    {
        var found = await work.Db.Set<ExceptionCase>().Include(f => f.Notes).Include(f => f.Evidence).AsSplitQuery()
            .SingleOrDefaultAsync(f => f.Id == id, work.Ct);
        return found is null || (found.LegalEntityId is { } entity && !work.Sees(entity)) ? null : found;
    }

    /// <summary>Closes a case because of what happened, not by somebody's decision on it.</summary>
    /// <exception cref="InvalidOperationException">The fact ends no such case, or not so: a fault of ours.</exception>
    public static void Settle(Work work, ExceptionCase found, CaseFact fact, CaseClosing closing)
    {
        if (CaseEndings.Of(found.Type, fact) is null)
            throw new InvalidOperationException($"{fact} ends no case of {found.Type}.");
        if (found.Resolve(work.Actor.IsSystem ? null : work.Person.Id, work.Now, closing).Refusal is { } refusal)
            throw new InvalidOperationException(refusal.Text);
        work.Audit("Resolved exception", "exception", found.Id.Value, after: closing.Resolution, reason: closing.RootCause);
    }

    /// <summary>The same for the open cases that are kept under some keys; where there are none, nothing is to be done.</summary>
    public static async Task SettleAsync(Work work, CaseFact fact, IReadOnlyCollection<string> keys, CaseClosing closing)
    {
        var open = await work.Db.Set<ExceptionCase>()
            .Where(found => keys.Contains(found.DedupeKey) && found.State != ExceptionState.Resolved).ToListAsync(work.Ct);
        foreach (var found in open)
            Settle(work, found, fact, closing);
    }

    public static async Task<Outcome> ChangeAsync(
        Work work, ExceptionId id, string action, string? reason, Func<ExceptionCase, Outcome> change) =>
        await FindAsync(work, id) is { } found
            ? Change(work, found, action, reason, change)
            : SharedRefusals.NotFound("exception");

    public static Outcome Change(
        Work work, ExceptionCase found, string action, string? reason, Func<ExceptionCase, Outcome> change)
    {
        var before = Words(found, work.Now);
        var outcome = change(found);
        if (!outcome.IsRefused)
            work.Audit(action, "exception", found.Id.Value, before, Words(found, work.Now), reason);
        return outcome;
    }

    private static string Words(ExceptionCase found, Instant now) =>
        found.IsAsleep(now) ? $"{found.State}, asleep" : found.State.ToString();
}
