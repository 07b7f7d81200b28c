using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>Exactly the steps that the table allows for a case, with what each will do; one that is off says why.</summary>
public sealed partial class CaseStepsPanel
{
    /// <summary>Each step with the address where it is taken (null for the case itself) and why it is off.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<(CaseStepRow Row, string? Href, string? WhyOff)> Steps { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    /// <summary>Called for a step that is taken on the case itself.</summary>
    [Parameter, EditorRequired]
    public EventCallback<CaseStep> OnStep { get; set; }
}
