using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>The tie-out of a cut-over, with the rows of each account that differs.</summary>
public sealed partial class CutOverTieOutPart
{
    private const int MostRows = 100;

    [Parameter, EditorRequired]
    public CutOverTieOut TieOut { get; set; } = default!;

    private static string StateOf(long difference) => difference == 0 ? "Ties" : "Differs";

    private static Tone ToneOf(long difference) => difference == 0 ? Tone.Good : Tone.Bad;

    private static IReadOnlyList<TieItem> Shown(TieLine line) =>
        [.. line.Items.OrderByDescending(item => Math.Abs(item.Minor)).Take(MostRows)];
}
