using Microsoft.AspNetCore.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The checklist of a close with its progress; ticks are given and taken back here.</summary>
public sealed partial class CloseChecklistPart
{
    private CloseItemStand? sheetItem;

    [Parameter, EditorRequired]
    public PeriodClose Close { get; set; } = default!;

    [Parameter, EditorRequired]
    internal IReadOnlyList<CloseItemStand> Items { get; set; } = [];

    [Parameter, EditorRequired]
    public IReadOnlyDictionary<PersonId, string> Names { get; set; } = default!;

    [Parameter, EditorRequired]
    public YearMonth Month { get; set; }

    /// <summary>True where the reader may tick.</summary>
    [Parameter]
    public bool Ticks { get; set; }

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private TickCloseItem Ticking { get; set; } = default!;

    private int Done => Items.Count(item => item.IsDone);

    private string Progress => $"{Done} of {Items.Count} done";

    private static string Verb(CloseItemStand item) => item.IsDone ? "Take back" : "Tick";

    private void Open(CloseItemStand item) => (sheetItem, Refusal) = (item, null);

    private void CloseSheet() => (sheetItem, Refusal) = (null, null);

    private async Task TickAsync(string note)
    {
        var command = new TickCloseItem.Command(Close.Id, sheetItem!.Item.Code, !sheetItem.IsDone, note);
        if (!await RunAsync(() => Ticking.RunAsync(command, Actor, Ct)))
            return;
        sheetItem = null;
        await OnDone.InvokeAsync();
    }
}
