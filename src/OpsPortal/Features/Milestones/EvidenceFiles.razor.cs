using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>The files that show the work, and the form that adds one over HTTP.</summary>
public sealed partial class EvidenceFiles
{
    [Parameter, EditorRequired]
    public Milestone Milestone { get; set; } = default!;

    [Parameter]
    public bool MayAdd { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<PersonId, string> People { get; set; } = default!;

    private static string SizeWords(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MB");
}
