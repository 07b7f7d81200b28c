using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace OpsPortal.Components;

/// <summary>The files that show something, and the form that adds one over HTTP.</summary>
public sealed partial class EvidenceFiles
{
    private readonly string fieldId = $"file-{Guid.CreateVersion7():N}";

    [Parameter, EditorRequired]
    public IReadOnlyList<KeptFile> Files { get; set; } = [];

    /// <summary>Where each file is downloaded, by its id.</summary>
    [Parameter, EditorRequired]
    public string Href { get; set; } = "";

    /// <summary>Where a new file is sent; as <see cref="Href"/> where it is not said.</summary>
    [Parameter]
    public string? AddHref { get; set; }

    [Parameter]
    public bool MayAdd { get; set; }

    [Parameter]
    public string Label { get; set; } = "File";

    [Parameter]
    public string ActionText { get; set; } = "Add file";

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<PersonId, string> People { get; set; } = default!;

    private string UploadTo => AddHref ?? Href;

    private static string SizeWords(long bytes) => bytes < 1024 * 1024
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} KB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / (1024 * 1024)} MB");
}
