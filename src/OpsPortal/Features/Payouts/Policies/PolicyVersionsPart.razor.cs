using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>The versions of both policies.</summary>
public sealed partial class PolicyVersionsPart
{
    [Parameter, EditorRequired]
    public TablePage<PolicyVersion> Versions { get; set; } = default!;
}

/// <summary>One version of one of both policies.</summary>
public sealed record PolicyVersion(string Policy, int Number, Instant MadeAt, Instant EffectiveFrom, string Reason)
{
    /// <summary>Against the version before it.</summary>
    public IReadOnlyList<Comparison> Changes { get; init; } = [];

    internal static readonly RowOrders<PolicyVersion> Orders = new RowOrders<PolicyVersion>()
        .By("policy", row => row.Policy)
        .By("made", row => row.MadeAt)
        .By("from", row => row.EffectiveFrom);
}
