using Microsoft.AspNetCore.Components;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>Payments in the provider's own books, and what can be made to happen to each.</summary>
public sealed partial class SandboxPayments
{
    [CascadingParameter]
    private SandboxView.Answer Answer { get; set; } = default!;

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<(Stir Stir, Guid Payment)> OnStir { get; set; }

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
