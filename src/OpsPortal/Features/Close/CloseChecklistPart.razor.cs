using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The checklist of a close with its progress; ticks are given and taken back here.</summary>
public sealed partial class CloseChecklistPart
{
    private CloseItemStand? sheetItem;

    [CascadingParameter]
    private CloseDetail.Answer Answer { get; set; } = default!;

    [Parameter]
    public EventCallback OnDone { get; set; }

    [Inject]
    private TickCloseItem Ticking { get; set; } = default!;

    private IReadOnlyList<CloseItemStand> Items => Answer.Stand!.Items;

    private IReadOnlyDictionary<PersonId, string> Names => Answer.Names;

    private int Done => Items.Count(item => item.IsDone);

    private string Progress => $"{Done} of {Items.Count} done";

    private string EvidenceHref => $"{Closes.Path(Answer.Entity.Code, Answer.Month)}/evidence";

    private string NameOf(string code) => Items.First(item => item.Item.Code == code).Item.Name;

    private MarkupString StateOf(CloseItemStand item) => item.IsDone ? Draw.State("Done", Tone.Good)
        : Answer.IsLate(item) ? Draw.State("Late", Tone.Bad) : Draw.State("To do", Tone.Warn);

    private static string FilesOf(CloseItemStand item) => item.Files.Count switch
    {
        0 => "no file",
        1 => "1 file",
        var count => $"{count} files",
    };

    private bool IsMine(CloseItemStand item) => Answer.Doable.Contains(item.Item.Code);

    private static string Verb(CloseItemStand item) => item.IsDone ? "Take back" : "Tick";

    private string NoteOf(PersonId by, CloseTask task) =>
        $"{Names.GetValueOrDefault(by, "")}{(task.IsDone ? "" : " took the tick back")}: {task.Note}";

    private void Open(CloseItemStand item) => (sheetItem, Refusal) = (item, null);

    private void CloseSheet() => (sheetItem, Refusal) = (null, null);

    private async Task TickAsync(string note)
    {
        var command = new TickCloseItem.Command(Answer.Close!.Id, sheetItem!.Item.Code, !sheetItem.IsDone, note);
        if (!await RunAsync(() => Ticking.RunAsync(command, Actor, Ct)))
            return;
        sheetItem = null;
        await OnDone.InvokeAsync();
    }
}
