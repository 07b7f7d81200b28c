using Microsoft.AspNetCore.Components;

namespace OpsPortal.Features.Exceptions;

/// <summary>Asks for how long a case, or several, shall be put aside, and why.</summary>
public sealed partial class SnoozeSheet
{
    private static readonly (int Hours, string Words)[] Choices =
        [(4, "4 hours"), (24, "One day"), (72, "Three days"), (168, "One week"), (336, "Two weeks"), (720, "30 days")];

    private int hours = 24;

    [Parameter, EditorRequired]
    public bool Open { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public Refusal? Refusal { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<(Duration For, string Reason)> OnSnooze { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnCancel { get; set; }

    private Task ConfirmAsync(string reason) => OnSnooze.InvokeAsync((Duration.FromHours(hours), reason));
}
