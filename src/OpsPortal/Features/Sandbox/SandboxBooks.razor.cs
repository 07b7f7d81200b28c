using Microsoft.AspNetCore.Components;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>The simulated provider's own books, with what can be made to happen to each row.</summary>
internal sealed partial class SandboxBooks
{
    [Parameter, EditorRequired]
    public SandboxView.Answer View { get; set; } = default!;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter]
    public EventCallback<(Stir Stir, Guid Target)> OnStir { get; set; }

    private Task PressAsync(Stir stir, Guid target) => OnStir.InvokeAsync((stir, target));

    private static string StateOf(SandboxPayment payment) => payment switch
    {
        { SettledAt: null } => "Failed",
        { ReturnedMinor: > 0 } => "Returned",
        { DisputeReference: not null, DisputeWon: null } => "In dispute",
        { DisputeWon: true } => "Dispute won",
        { DisputeWon: false } => "Dispute lost",
        _ => "Succeeded",
    };
}
