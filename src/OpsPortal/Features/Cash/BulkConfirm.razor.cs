using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.Cash;

/// <summary>Confirms the first candidates of the selected receipts at once, and says what became of each.</summary>
public sealed partial class BulkConfirm
{
    [Parameter, EditorRequired]
    public int Count { get; set; }

    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public EventCallback OnConfirm { get; set; }

    /// <summary>Where a receipt that was not done is decided on.</summary>
    [Parameter, EditorRequired]
    public Func<Guid, string> HrefOf { get; set; } = default!;

    /// <summary>Who paid how much.</summary>
    [Parameter, EditorRequired]
    public Func<ReceiptId, string> NameOf { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<BulkRow> Rows { get; set; } = [];

    private string Sum => string.Join(", ", Rows.GroupBy(row => row.End).OrderBy(group => group.Key)
        .Select(group => $"{group.Count()} {Words.Of(group.Key).ToLowerInvariant()}"));
}
