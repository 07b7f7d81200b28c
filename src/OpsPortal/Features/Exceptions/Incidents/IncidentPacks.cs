using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Trace;

namespace OpsPortal.Features.Exceptions.Incidents;

/// <summary>The evidence pack of an incident: what it is, its playbook, its cases and its timeline.</summary>
[Part]
internal sealed class IncidentPacks(IncidentList incidents, IClock clock)
{
    public async Task<Outcome<EvidencePack>> MakeAsync(IncidentId id, Actor actor, CancellationToken ct)
    {
        var read = await incidents.OneAsync(id, actor, ct);
        if (read.IsRefused)
            return read.Refusal;
        var (incident, one) = (read.Value.Incident, read.Value);
        return new EvidencePack($"Evidence of incident {id}", clock.GetCurrentInstant().InUtc().Date, Facts(incident),
        [
            new PackTable("Playbook", ["Step", "What", "Done"], [.. incident.Playbook.Steps.Select((step, i) =>
                (IReadOnlyList<string>)[$"{i + 1}", step, incident.IsDone(i + 1) ? "yes" : "no"])]),
            new PackTable("Cases", ["Case", "Kind", "What happened", "State", "Opened", "Resolution"],
                [.. one.Cases.Select(found => (IReadOnlyList<string>)
                    [$"{found.Id}", ExceptionTypes.Of(found.Type).Words, found.Summary, $"{found.State}",
                        TracePacks.Text(found.OpenedAt), found.Resolution ?? "not resolved yet"])], "No case."),
            new PackTable("Timeline", ["When", "Who", "What"],
                [.. incident.Timeline.OrderBy(entry => entry.Number).Select(entry => (IReadOnlyList<string>)
                    [TracePacks.Text(entry.At), NameOf(one, entry.By), entry.Text])]),
        ]);
    }

    internal static string NameOf(IncidentList.One one, PersonId? by) =>
        by is { } person ? one.People.GetValueOrDefault(person, "Somebody") : "The system";

    private static IReadOnlyList<(string Name, string Value)> Facts(Incident incident) =>
    [
        ("Incident", incident.Title), ("Kind", incident.Playbook.Words), ("State", incident.State.ToString()),
        ("Opened", TracePacks.Text(incident.OpenedAt)),
        ("How it is put right", incident.Method is { } method ? IncidentPlaybooks.Words(method) : "not decided yet"),
        ("Notes to finance", incident.FinanceNotes ?? "none yet"),
        ("Restored", TracePacks.Text(incident.RestoredAt)),
        ("Time to restore", incident.TimeToRestore is { } time ? $"{time.TotalHours:0.0} hours" : "not restored yet"),
        ("Review", incident.Review ?? "not reviewed yet"),
    ];
}

/// <summary>The evidence pack of an incident over HTTP.</summary>
internal sealed class IncidentEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/exceptions/incidents/{id:guid}/pack.{kind:regex(^(pdf|json)$)}", PackAsync).RequireAuthorization()
            .ExcludeFromDescription();

    private static Task<IResult> PackAsync(Guid id, string kind, HttpContext http, IncidentPacks packs) =>
        PackFile.AnswerAsync(http, $"incident-{id}", kind,
            actor => packs.MakeAsync(new IncidentId(id), actor, http.RequestAborted));
}
