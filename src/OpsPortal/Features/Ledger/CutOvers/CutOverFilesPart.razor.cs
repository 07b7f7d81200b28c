using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>The files of a cut-over: what each holds, which was sent, its sample, and the upload.</summary>
public sealed partial class CutOverFilesPart
{
    private CutOverFileKind kind;
    private IBrowserFile? chosen;
    private byte[] content = [];
    private Refusal? tooLarge;
    private int round;

    [Parameter, EditorRequired]
    public LegalEntityId Entity { get; set; }

    [Parameter, EditorRequired]
    public bool MayChange { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<(CutOverFileKind Kind, string Name, byte[] Content)> OnSend { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<CutOverFileKind> OnRemove { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<CutOverFileShown> Files { get; set; } = [];

    /// <summary>What became of the file that was sent last.</summary>
    [Parameter]
    public string? Said { get; set; }

    private async Task ChooseAsync(InputFileChangeEventArgs now)
    {
        (chosen, tooLarge) = (null, null);
        if (now.File.Size > CutOverFiles.MostBytes)
        {
            tooLarge = CutOverRefusals.FileSize(CutOverFiles.MostBytes);
            return;
        }

        await using var stream = now.File.OpenReadStream(CutOverFiles.MostBytes);
        using var kept = new MemoryStream();
        await stream.CopyToAsync(kept);
        (content, chosen) = (kept.ToArray(), now.File);
    }

    private async Task SendAsync()
    {
        await OnSend.InvokeAsync((kind, chosen!.Name, content));
        chosen = null;
        round++;
    }
}
