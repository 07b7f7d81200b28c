using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The samples of a close, each passed, failed or treated here with a note.</summary>
public sealed partial class CloseSamplesPart
{
    private CloseSample? chosen;
    private bool passes;
    private Guid owner;

    [Parameter, EditorRequired]
    public PeriodClose Close { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<CloseSample> Samples { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<PersonId, string> Names { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<(PersonId Id, string Name)> Owners { get; set; } = [];

    /// <summary>True where the reader may answer.</summary>
    [Parameter]
    public bool Answers { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private ReviewCloseSample Review { get; set; } = default!;

    private string Title => chosen?.AsksTreatment == true ? "Treat" : passes ? "Pass sample" : "Fail sample";

    private void Open(CloseSample sample, bool pass) => (chosen, passes, owner, Refusal) = (sample, pass, Guid.Empty, null);

    private void CloseSheet() => (chosen, Refusal) = (null, null);

    private async Task ReviewAsync(string note)
    {
        var command = new ReviewCloseSample.Command(
            chosen!.Id, passes, note, owner == Guid.Empty ? null : new PersonId(owner));
        if (!await RunAsync(() => Review.RunAsync(command, Actor, Ct)))
            return;
        chosen = null;
        await OnDone.InvokeAsync();
    }
}
