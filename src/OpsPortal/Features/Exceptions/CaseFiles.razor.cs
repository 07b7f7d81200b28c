using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>The files of a case, its evidence pack, and the form that adds a file over HTTP.</summary>
public sealed partial class CaseFiles
{
    [Parameter, EditorRequired]
    public ExceptionCase Case { get; set; } = default!;

    [Parameter]
    public bool MayAdd { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<PersonId, string> People { get; set; } = default!;
}
