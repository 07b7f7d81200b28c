using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Domain.Erp;

namespace OpsPortal.Features.Erp;

/// <summary>The results of an export: the upload, and what became of each line that was not simply taken.</summary>
public sealed partial class ErpResultsPart
{
    private IBrowserFile? chosen;
    private byte[] content = [];
    private Refusal? tooLarge;
    private int round;

    [Parameter, EditorRequired]
    public EventCallback<(string Name, byte[] Content)> OnImport { get; set; }

    [Parameter]
    public bool MayImport { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public bool WasTakenBefore { get; set; }

    [Parameter]
    public IReadOnlyList<ErpResultShown> Results { get; set; } = [];

    private static string CountsOf(ErpResult taken) =>
        $"{taken.AcceptedCount} accepted, {taken.AlreadyThereCount} already there, {taken.RejectedCount} rejected, "
        + $"{taken.SameAgainCount} said before, {taken.ContradictionCount} contradicting, {taken.RefusedCount} refused.";

    private async Task ChooseAsync(InputFileChangeEventArgs now)
    {
        (chosen, tooLarge) = (null, null);
        if (now.File.Size > ErpResult.MostBytes)
        {
            tooLarge = ErpRefusals.ResultShape($"It is larger than {ErpResult.MostBytes / 1024 / 1024} MB.");
            return;
        }

        await using var sent = now.File.OpenReadStream(ErpResult.MostBytes);
        using var kept = new MemoryStream();
        await sent.CopyToAsync(kept);
        (content, chosen) = (kept.ToArray(), now.File);
    }

    private async Task ImportAsync()
    {
        await OnImport.InvokeAsync((chosen!.Name, content));
        chosen = null;
        round++;
    }
}
