using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Insights;

public sealed partial class InsightsPage
{
    private InsightsBoard.Answer? answer;

    [Inject]
    private InsightsBoard Board { get; set; } = default!;

    protected override async Task LoadAsync() => answer = Shown(await Board.RunAsync(Actor, Ct));

    private static string LagWords(Duration? lag) => lag is { } known ? WhenWords.Length(known) : "nothing applied yet";

    private string TrendWords(InsightsBoard.Line line) => string.Join(
        ", ", line.Trend.Select((share, week) => $"{InsightWords.WeekOf(answer!.Weeks[week])}: {InsightWords.Of(share)}"));
}
