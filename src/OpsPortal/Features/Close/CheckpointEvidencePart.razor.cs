using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>What the records say of a checkpoint, each with the way to it.</summary>
public sealed partial class CheckpointEvidencePart
{
    [Parameter, EditorRequired]
    public CheckpointEvidence Evidence { get; set; } = default!;
}
