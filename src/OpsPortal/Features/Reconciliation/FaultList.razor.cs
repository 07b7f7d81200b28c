using Microsoft.AspNetCore.Components;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation;

/// <summary>The places for which a file was refused.</summary>
public sealed partial class FaultList
{
    [Parameter, EditorRequired]
    public IReadOnlyList<ReportFault> Faults { get; set; } = [];
}
