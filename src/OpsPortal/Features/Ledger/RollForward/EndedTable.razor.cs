using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>How the obligations of one company and currency ended: discharged, cancelled or expired, by account and
/// event.</summary>
public sealed partial class EndedTable
{
    [Parameter, EditorRequired]
    public IReadOnlyList<EndedRow> Rows { get; set; } = [];

    /// <summary>Of which company and currency.</summary>
    [Parameter, EditorRequired]
    public string Of { get; set; } = "";

    /// <summary>Where the lines behind a row are.</summary>
    [Parameter, EditorRequired]
    public Func<EndedRow, string?> LinesHref { get; set; } = default!;
}
