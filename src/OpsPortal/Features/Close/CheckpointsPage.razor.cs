using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

public sealed partial class CheckpointsPage
{
    private CheckpointList.Answer? answer;
    private OpenSheet? sheet;

    [Inject]
    private CheckpointList List { get; set; } = default!;

    [Inject]
    private WorkCheckpoint Working { get; set; } = default!;

    [Inject]
    private CheckpointEvidenceDetail EvidenceOf { get; set; } = default!;

    [Inject]
    private SetCheckpoint Setting { get; set; } = default!;

    private sealed record OpenSheet(CheckpointList.Row Row, CheckpointEvidence Evidence, bool Reviews);

    private TablePage<CheckpointList.Row> Rows => new(answer!.Rows, answer.Count, Place, CheckpointList.PageSize);

    private bool Contradicted => sheet?.Evidence.Contradicts == true;

    private string Proposal => sheet is { Evidence.ShowsDone: true } ? sheet.Evidence.Words : "";

    private string Ask => sheet is null ? "" : CheckpointCalendar.Of(sheet.Row.Checkpoint.Code).Ask;

    private string ReviewSentence => sheet is null ? ""
        : $"{Ask} {sheet.Row.DoneBy ?? "The records"}: {sheet.Row.Checkpoint.Note} Below is what the records say now.";

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Place, Actor, Ct)) ?? answer;

    private static string NameOf(CheckpointList.Row row) =>
        $"{CheckpointCalendar.Of(row.Checkpoint.Code).Name}, {row.Entity}, {DayWords.Of(row.Checkpoint.Day)}";

    private static string SeenBy(CheckpointList.Row row) => row.Checkpoint.DoneAt is null ? "—"
        : $"{row.DoneBy ?? "The records"}: {row.Checkpoint.Note}"
            + $"{(row.ReviewedBy is null ? "" : $" Reviewed by {row.ReviewedBy}.")}";

    private static string WhenOf(CheckpointRow row)
    {
        var time = $"by {row.DueTime:HH':'mm}";
        return row.Rhythm == CheckpointRhythm.Daily
            ? $"Daily, {time} {(row.DueDays == 1 ? "next working day" : $"{row.DueDays} working days later")}"
            : $"Month's end, {time} working day {row.DueDays}";
    }

    private static string VerbOf(CheckpointList.Setting row) => row.Kept is null ? "Keep"
        : row.Kept.BlocksRelease ? "Let payouts go on" : "Also stop payouts";

    private static string LabelOf(CheckpointList.Setting row) =>
        $"{VerbOf(row)}{(row.Kept is null ? "" : " when missed")}: {row.Row.Name}, {row.EntityCode}";

    private async Task OpenAsync(CheckpointList.Row row, bool reviews)
    {
        if (Shown(await EvidenceOf.RunAsync(row.Checkpoint.Id, Actor, Ct)) is { } evidence)
            (sheet, Refusal) = (new OpenSheet(row, evidence, reviews), null);
    }

    private void CloseSheet() => (sheet, Refusal) = (null, null);

    private async Task CompleteAsync(string note)
    {
        if (await RunAsync(() => Working.CompleteAsync(sheet!.Row.Checkpoint.Id, note, Actor, Ct)))
            sheet = null;
    }

    private async Task ReviewAsync()
    {
        if (await RunAsync(() => Working.ReviewAsync(sheet!.Row.Checkpoint.Id, Actor, Ct)))
            sheet = null;
    }

    private Task SetAsync(CheckpointList.Setting row) => RunAsync(() =>
        Setting.RunAsync(new(row.Entity, row.Row.Code, row.Kept is { BlocksRelease: false }), Actor, Ct));
}
