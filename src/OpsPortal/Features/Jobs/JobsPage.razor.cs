using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Jobs;

public sealed partial class JobsPage
{
    private IReadOnlyList<JobList.Row>? rows;
    private string? said;

    [Inject]
    private JobList List { get; set; } = default!;

    [Inject]
    private RunJob Run { get; set; } = default!;

    protected override async Task LoadAsync() => rows = Shown(await List.RunAsync(Actor, Ct));

    private Task RunNowAsync(string name) => RunAsync(() => Run.RunAsync(name, Actor, Ct),
        result => said = $"{JobWords.Of(name)}: {result}");

    private static string EveryWords(TimeSpan every) => every.Ticks % TimeSpan.TicksPerMinute == 0
        ? WhenWords.Length(Duration.FromTimeSpan(every))
        : string.Create(CultureInfo.InvariantCulture, $"{every.TotalSeconds:0.#} s");
}
