using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The tie-outs of a close: both figures, their basis, and whose name stands under them.</summary>
public sealed partial class TieOutsPart
{
    [CascadingParameter]
    private CloseDetail.Answer Answer { get; set; } = default!;

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private RunTieOuts Run { get; set; } = default!;

    [Inject]
    private SignTieOut Sign { get; set; } = default!;

    private CloseDetail.Press Press => Answer.Presses.Run;

    // What does not tie, or moved under its signature, comes first and stands open; the rest is one line each.
    private IEnumerable<TieOutRun> Ordered => Answer.Stand!.Runs.OrderByDescending(AsksToBeRead).ThenBy(run => run.Place);

    private bool AsksToBeRead(TieOutRun run) => !run.Ties || Answer.SignedBefore.ContainsKey(run.Code);

    private int Count(Func<TieOutRun, bool> which) => Answer.Stand!.Runs.Count(which);

    private static string InShort(TieOutRun run) => run.Lines.Where(line => !line.Agrees()).ToList() switch
    {
        [] => run.Lines switch
        {
            [] => "Nothing on either side",
            [var only] => only.Words ?? $"{Figure(only.Left, only)} on both sides",
            { Count: var count } => string.Join("; ", run.Told().Prepend($"{count} lines agree")),
        },
        [var off] => $"{off.Subject.TrimEnd('.')}: difference {Figure(off.Left - off.Right, off)}",
        { Count: var count } => $"{count} lines differ",
    };

    private string Stand(TieOutRun run) => !run.Ties ? "Does not tie"
        : Answer.SignedBefore.ContainsKey(run.Code) ? "Moved since signed"
        : run.SignedBy is null ? "Ties" : "Ties, signed";

    private Tone StandTone(TieOutRun run) => !run.Ties ? Tone.Bad
        : Answer.SignedBefore.ContainsKey(run.Code) ? Tone.Warn : Tone.Good;

    private bool MaySign(TieOutRun run) => Press.Shown && run is { Ties: true, SignedBy: null };

    private string NameOf(PersonId? person) => person is { } who ? Answer.Names.GetValueOrDefault(who, "Somebody") : "Somebody";

    private string Signature(TieOutRun run) => run.SignedBy is null ? "." : $"; signed by {NameOf(run.SignedBy)}.";

    private static string Figure(long figure, StoredTieOutLine line) => line.InCurrency() is { } currency
        ? new Money(figure, currency).ToString() : figure.ToString("N0", CultureInfo.InvariantCulture);

    private static string FiguresOf(StoredTieOutLine line) =>
        $"{line.Subject} {Figure(line.Left, line)} against {Figure(line.Right, line)}";

    private async Task RunTieOutsAsync()
    {
        if (await RunAsync(() => Run.RunAsync(Answer.Close!.Id, Actor, Ct)))
            await OnDone.InvokeAsync();
    }

    private async Task SignAsync(TieOutRun run)
    {
        if (await RunAsync(() => Sign.RunAsync(run.Id, Actor, Ct)))
            await OnDone.InvokeAsync();
    }
}
