using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>Settles a dead letter without effect, with a reason. Of one that names money it only asks: another person
/// confirms.</summary>
[UseCase]
internal sealed class DismissEvent(CommandRunner runner, IEnumerable<IProviderEventReader> readers)
{
    internal sealed record Command(Guid Id, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(
            Permission.DismissEvent, actor, async work => (await DismissAsync(work, readers, command)).WithoutValue(), ct);

    /// <summary>Whether it was dismissed or waits for another person.</summary>
    public static async Task<Outcome<InboxAction>> DismissAsync(
        Work work, IEnumerable<IProviderEventReader> readers, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        if (await Dismissals.FindAsync(work, command.Id) is not { } found)
            return SharedRefusals.NotFound("event");
        var wish = DismissalRules.Ask(found.State, found.DismissalAskedBy, readers.ReadOrNull(found));
        if (wish.IsRefused)
            return wish.Refusal;
        var reason = command.Reason.Trim();
        var done = wish.Value == InboxAction.Dismiss
            ? await Dismissals.DismissAsync(work, found, reason, $"without a second person: {reason}")
            : await AskAsync(work, found, reason);
        return done.IsRefused ? done.Refusal : wish.Value;
    }

    private static async Task<Outcome> AskAsync(Work work, InboxEvent found, string reason)
    {
        if (found.AskToDismiss(work.Person.Id, work.Now, reason).Refusal is { } refusal)
            return refusal;
        work.Db.Add(EventAttempt.Of(found, work.Now, $"Asked to dismiss it: {reason}", work.Person.Name));
        work.Audit("Asked to dismiss event", "event", found.Id, before: found.State.ToString(), reason: reason);
        await work.NotifyAsync(
            Permission.DismissEvent, found.LegalEntityId, $"The dismissal of event {found.EventId} waits for you: {reason}",
            $"/events/{found.Id}", work.Person.Id);
        return Outcome.Done;
    }
}

/// <summary>Another person confirms that a dead letter is dismissed; or it stays one, by anybody who may dismiss.</summary>
[UseCase]
internal sealed class DecideDismissal(CommandRunner runner)
{
    /// <param name="shownReason">The reason that was read before it was confirmed.</param>
    public Task<Outcome> ConfirmAsync(Guid id, string shownReason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.DismissEvent, actor, work => Dismissals.ConfirmAsync(work, id, shownReason), ct);

    public Task<Outcome> KeepAsync(Guid id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.DismissEvent, actor, work => KeepAsync(work, id, note), ct);

    private static async Task<Outcome> KeepAsync(Work work, Guid id, string note)
    {
        if (Reasons.WhyNot(note) is { } wrong)
            return wrong;
        if (await Dismissals.FindAsync(work, id) is not { } found)
            return SharedRefusals.NotFound("event");
        if (DismissalRules.Decide(found.DismissalAskedBy, work.Person.Id, agreed: false).Refusal is { } refusal)
            return refusal;
        var asker = found.DismissalAskedBy!.Value;
        if (found.KeepDead().Refusal is { } moved)
            return moved;
        work.Db.Add(EventAttempt.Of(found, work.Now, $"Kept as a dead letter: {note.Trim()}", work.Person.Name));
        work.Audit("Kept dead letter", "event", id, after: found.State.ToString(), reason: note.Trim());
        if (asker != work.Person.Id)
            work.Notify(asker, $"Event {found.EventId} is not dismissed: {note.Trim()}", $"/events/{id}");
        return Outcome.Done;
    }
}

/// <summary>What asking and confirming have in common, for one event and for several.</summary>
internal static class Dismissals
{
    public static Task<InboxEvent?> FindAsync(Work work, Guid id) =>
        work.Db.Set<InboxEvent>().SeenBy(work.Person).SingleOrDefaultAsync(row => row.Id == id, work.Ct);

    public static Task<string> NameAsync(OpsDbContext db, PersonId id, CancellationToken ct) =>
        db.Set<Person>().Where(person => person.Id == id).Select(person => person.Name).SingleAsync(ct);

    public static async Task<Outcome> ConfirmAsync(Work work, Guid id, string shownReason)
    {
        if (await FindAsync(work, id) is not { } found)
            return SharedRefusals.NotFound("event");
        if ((DismissalRules.Decide(found.DismissalAskedBy, work.Person.Id, agreed: true).Refusal
            ?? DismissalRules.WhyNotShown(found.DismissalReason, shownReason)) is { } refusal)
            return refusal;
        var (asker, reason) = (found.DismissalAskedBy!.Value, found.DismissalReason!);
        var name = await NameAsync(work.Db, asker, work.Ct);
        work.Notify(asker, $"{work.Person.Name} confirmed that event {found.EventId} is dismissed.", $"/events/{id}");
        return await DismissAsync(work, found, reason, $"asked by {name}: {reason}");
    }

    /// <summary>The event has no effect, its case closes, and what the case stopped is free.</summary>
    /// <param name="told">The reason, and who asked where another person did.</param>
    public static async Task<Outcome> DismissAsync(Work work, InboxEvent found, string reason, string told)
    {
        var before = found.State;
        if (found.Dismiss(work.Now, reason).Refusal is { } refusal)
            return refusal;
        work.Db.Add(EventAttempt.Of(found, work.Now, $"Dismissed, {told}", work.Person.Name));
        work.Audit("Dismissed event", "event", found.Id, before.ToString(), found.State.ToString(), reason);
        await DeadLetters.DismissedAsync(work, found, reason);
        return Outcome.Done;
    }
}
