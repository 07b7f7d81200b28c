using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Sandbox;

/// <summary>Refunds that finance recorded, and how the provider ends them.</summary>
public sealed partial class SandboxRefunds
{
    [Parameter, EditorRequired]
    public IReadOnlyList<Refund> Refunds { get; set; } = [];

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<Guid> OnPay { get; set; }

    [Parameter, EditorRequired]
    public EventCallback<Guid> OnFail { get; set; }
}
