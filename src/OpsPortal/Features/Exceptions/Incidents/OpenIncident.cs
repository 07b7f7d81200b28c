using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions.Incidents;

/// <summary>A person opens an incident, of cases that have one cause or of none yet.</summary>
[UseCase]
internal sealed class OpenIncident(CommandRunner runner)
{
    internal sealed record Command(IncidentKind Kind, string Title, IReadOnlyList<ExceptionId> Cases);

    public Task<Outcome<IncidentId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => OpenAsync(work, command), ct);

    private static async Task<Outcome<IncidentId>> OpenAsync(Work work, Command command)
    {
        var opened = await OneIncident.OpenAsync(
            work, new IncidentOpening(command.Kind, command.Title, null, work.Person.Id));
        if (opened.IsRefused)
            return opened.Refusal;
        foreach (var id in command.Cases.Distinct())
        {
            if (await OneCase.FindAsync(work, id) is not { } found)
                return SharedRefusals.NotFound("exception");
            var added = OneIncident.Add(work, opened.Value, found, work.Person.Id);
            if (added.IsRefused)
                return added.Refusal;
        }

        return opened.Value.Id;
    }
}

/// <summary>Everything that people do to an incident.</summary>
[UseCase]
internal sealed class WorkIncident(CommandRunner runner)
{
    public Task<Outcome> NoteAsync(IncidentId id, string text, Actor actor, CancellationToken ct) =>
        DoAsync(id, "Wrote on incident", text, (work, found) => found.Note(work.Person.Id, work.Now, text), actor, ct);

    public Task<Outcome> TickAsync(IncidentId id, int step, string text, Actor actor, CancellationToken ct) =>
        DoAsync(id, $"Did step {step} of incident", text,
            (work, found) => found.Tick(step, work.Person.Id, work.Now, text), actor, ct);

    public Task<Outcome> ChooseAsync(IncidentId id, RecoveryMethod method, string why, Actor actor, CancellationToken ct) =>
        DoAsync(id, $"Chose {method.ToString().ToLowerInvariant()} for incident", why,
            (work, found) => found.Choose(method, why, work.Person.Id, work.Now), actor, ct);

    public Task<Outcome> TellFinanceAsync(IncidentId id, string notes, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, async work =>
        {
            var told = await OneIncident.ChangeAsync(work, id, "Told finance of incident", notes,
                found => found.TellFinance(notes, work.Person.Id, work.Now));
            if (!told.IsRefused)
                await work.NotifyRoleAsync(Role.Finance, (await OneIncident.FindAsync(work, id))!.LegalEntityId,
                    $"An incident concerns the books: {notes}", OneIncident.Path(id), [work.Person.Id]);
            return told;
        }, ct);

    public Task<Outcome> RestoreAsync(IncidentId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, async work =>
        {
            var open = await work.Db.Set<ExceptionCase>()
                .CountAsync(found => found.IncidentId == id && found.State != ExceptionState.Resolved, work.Ct);
            return await OneIncident.ChangeAsync(work, id, "Restored incident", null,
                found => found.Restore(open, work.Person.Id, work.Now));
        }, ct);

    public Task<Outcome> ReopenAsync(IncidentId id, string why, Actor actor, CancellationToken ct) =>
        DoAsync(id, "Reopened incident", why, (work, found) => found.Reopen(why, work.Person.Id, work.Now), actor, ct);

    public Task<Outcome> ReviewAsync(IncidentId id, string review, Actor actor, CancellationToken ct) =>
        DoAsync(id, "Reviewed incident", review,
            (work, found) => found.Conclude(review, work.Person.Id, work.Now), actor, ct);

    private Task<Outcome> DoAsync(
        IncidentId id, string action, string words, Func<Work, Incident, Outcome> change, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor,
            work => OneIncident.ChangeAsync(work, id, action, words, found => change(work, found)), ct);
}

/// <summary>Loads an incident that the person may see, changes it and writes the audit row.</summary>
internal static class OneIncident
{
    public const string Kind = "incident";

    public static string Path(IncidentId id) => $"/exceptions/incidents/{id}";

    public static async Task<Outcome<Incident>> OpenAsync(Work work, IncidentOpening opening)
    {
        var opened = Incident.Open(new IncidentId(Guid.CreateVersion7()), opening, work.Now);
        if (opened.IsRefused)
            return opened;
        work.Db.Add(opened.Value);
        work.Audit("Opened incident", Kind, opened.Value.Id.Value, after: opening.Kind.ToString(), reason: opening.Title);
        await work.NotifyAsync(Permission.WorkExceptions, opening.LegalEntityId, $"Incident: {opened.Value.Title}",
            Path(opened.Value.Id));
        return opened;
    }

    public static Outcome Add(Work work, Incident incident, ExceptionCase found, PersonId? by)
    {
        var added = incident.Add(found, by, work.Now);
        if (!added.IsRefused)
            work.Audit("Added exception to incident", "exception", found.Id.Value, after: incident.Title);
        return added;
    }

    public static async Task<Incident?> FindAsync(Work work, IncidentId id)
    {
        var found = await work.Db.Set<Incident>().Include(one => one.Timeline).SingleOrDefaultAsync(one => one.Id == id, work.Ct);
        return found is null || (found.LegalEntityId is { } entity && !work.Sees(entity)) ? null : found;
    }

    public static async Task<Outcome> ChangeAsync(
        Work work, IncidentId id, string action, string? reason, Func<Incident, Outcome> change)
    {
        if (await FindAsync(work, id) is not { } found)
            return SharedRefusals.NotFound("incident");
        var before = found.State.ToString();
        var done = change(found);
        if (!done.IsRefused)
            work.Audit(action, Kind, id.Value, before, found.State.ToString(), reason);
        return done;
    }
}
