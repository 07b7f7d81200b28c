using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>The three layers as lanes, the breaks with age and owner, and the reports that came in.</summary>
public sealed partial class ReconciliationPage
{
    private ReconciliationBoard.Answer? answer;

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [Inject]
    private ReconciliationBoard Board { get; set; } = default!;

    private TablePage<BreakRow> Rows =>
        new(answer!.Breaks, answer.BreakCount, Place, ReconciliationBoard.PageSize);

    private IReadOnlyList<FilterOption> Shows =>
    [
        new("", "Not explained", answer!.Lanes.Sum(lane => lane.OpenBreaks)), new("explained", "Explained"),
        new("closed", "Gone"),
    ];

    private string EmptyTitle => Show switch
    {
        "explained" => "No explained break", "closed" => "No break has gone yet", _ => "Nothing is unexplained",
    };

    protected override async Task LoadAsync() =>
        answer = Shown(await Board.RunAsync(new ReconciliationBoard.Filter(Show, Place), Actor, Ct));

    private static string LaneWords(ReconciliationBoard.Lane lane) => lane switch
    {
        { Runs.Count: 0 } => "Not run yet",
        { Alarms: true } => "A residual",
        { LateBreaks: > 0 } => $"{CountWords.Of(lane.OpenBreaks, "break")}, {lane.LateBreaks} late",
        { OpenBreaks: > 0 } => $"{CountWords.Of(lane.OpenBreaks, "break")} to explain",
        _ => "All explained",
    };

    private static Tone LaneTone(ReconciliationBoard.Lane lane) => lane switch
    {
        { Runs.Count: 0 } => Tone.Neutral,
        _ when lane.LateBreaks > 0 || lane.Alarms => Tone.Bad,
        { OpenBreaks: > 0 } => Tone.Warn,
        _ => Tone.Good,
    };

    private static string LaneEmpty(ReconciliationBoard.Lane lane) => lane.HasSource
        ? $"Runs stand here: our books against {BreakWords.Theirs(lane.Layer)}, each night and whenever somebody asks."
        : "Nothing is handed over yet.";

    private static string Age(BreakRow row) => CountWords.Of(row.AgeDays, "day");

    // Where both figures are zero there is nothing to say of them.
    private static string Standing(ReconciliationRun run) => string.Join(", ", new[]
    {
        run is { DifferenceMinor: 0, ResidualMinor: 0 } ? null
            : $"difference {Shown(run.DifferenceMinor, run)}, residual {Shown(run.ResidualMinor, run)}",
        run.ReviewedAt is null ? "not reviewed" : "reviewed",
    }.Where(part => part is not null));

    private static string Shown(long minor, ReconciliationRun run) => new Money(minor, run.Currency).ToString();

    private string CodeOf(LegalEntityId entity) => answer!.Codes.GetValueOrDefault(entity, "");
}
