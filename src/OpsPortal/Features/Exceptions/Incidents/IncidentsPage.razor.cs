using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions.Incidents;

public sealed partial class IncidentsPage
{
    private IncidentList.Answer? answer;
    private IncidentKind kind;
    private string title = "";

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    /// <summary>Ids of cases that shall become an incident, with commas between them.</summary>
    [SupplyParameterFromQuery(Name = "cases")]
    private string? Cases { get; set; }

    [Inject]
    private IncidentList List { get; set; } = default!;

    [Inject]
    private OpenIncident Opening { get; set; } = default!;

    private TablePage<IncidentList.Row> Rows => new(answer!.Rows, answer.Count, Place, IncidentList.PageSize);

    internal static Tone ToneOf(IncidentState state) => state switch
    {
        IncidentState.Open => Tone.Bad,
        IncidentState.Restoring => Tone.Warn,
        _ => Tone.Good,
    };

    protected override async Task LoadAsync()
    {
        List<ExceptionId> named = [.. (Cases ?? "").Split(',').Where(id => Guid.TryParse(id, out _))
            .Select(id => new ExceptionId(Guid.Parse(id))).Take(WorkSeveral.Most)];
        answer = Shown(await List.RunAsync(Show == "open", Place, named, Actor, Ct));
    }

    private async Task OpenAsync()
    {
        IncidentId? opened = null;
        var command = new OpenIncident.Command(kind, title, [.. answer!.Named.Select(found => found.Id)]);
        await RunAsync(async () =>
        {
            var done = await Opening.RunAsync(command, Actor, Ct);
            opened = done.IsRefused ? null : done.Value;
            return done.WithoutValue();
        });
        if (opened is { } id)
            Navigation.NavigateTo(OneIncident.Path(id));
    }
}
