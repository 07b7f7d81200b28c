using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Exceptions;

/// <summary>Asks who shall answer for one case or several.</summary>
public sealed partial class AssignSheet
{
    private Guid chosen;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter, EditorRequired]
    public IReadOnlyList<(PersonId Id, string Name)> Workers { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    /// <summary>Called with the person, or null for oneself.</summary>
    [Parameter, EditorRequired]
    public EventCallback<PersonId?> OnAssign { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }

    private Task ConfirmAsync() => OnAssign.InvokeAsync(chosen == Guid.Empty ? null : new PersonId(chosen));
}
