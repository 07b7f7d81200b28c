using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger.CutOvers;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>The cut-over of one company: files, faults, tie-out, decision, and what was made of it.</summary>
public sealed partial class CutOverPage
{
    private CutOverDetail.Answer? answer;
    private SendCutOverFile.Answer? sent;
    private DateOnly day = DateOnly.FromDateTime(DateTime.UnixEpoch);
    private Guid? shownFor;
    private string openedHash = "";
    private Sheets sheet;

    private enum Sheets
    {
        None,
        Approve,
        SendBack,
    }

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [Inject]
    private CutOverDetail Detail { get; set; } = default!;

    [Inject]
    private PrepareCutOver Prepare { get; set; } = default!;

    [Inject]
    private SendCutOverFile Send { get; set; } = default!;

    [Inject]
    private DecideCutOver Decide { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private bool IsDraft => answer?.One?.State == CutOverState.Draft;

    private bool IsPrepared => answer?.One?.State == CutOverState.Prepared;

    private LegalEntityId Id => answer!.Entity!.Id;

    private IReadOnlyList<FilterOption> EntityOptions =>
        [.. (answer?.Entities ?? []).Select(entity => new FilterOption(entity.Id.ToString(), entity.Name))];

    private string? Said => sent switch
    {
        { WasTakenBefore: true } => "This file was taken before. Nothing was changed.",
        { Faults.Count: 0, RowCount: 1 } => "One row is taken.",
        { Faults.Count: 0 } => $"{sent.RowCount} rows are taken.",
        _ => null,
    };

    private string ApproveSentence =>
        $"The opening balances of {answer!.Entity!.Name} as of {DayWords.Of(answer.One!.Day)} are posted with every open item: "
        + $"{answer.Files.Sum(file => file.File?.RowCount ?? 0)} rows of {answer.Files.Count(file => file.File is not null)} "
        + "files. The books of a company come over once; what is posted is only ever reversed.";

    protected override async Task LoadAsync()
    {
        answer = Shown(await Detail.RunAsync(Entity is { } id ? new LegalEntityId(id) : null, Actor, Ct));
        if (answer?.Entity is not { } entity || shownFor == entity.Id.Value)
            return;
        (shownFor, sent) = (entity.Id.Value, null);
        var lastMonth = Clock.GetCurrentInstant().DayIn(entity.Zone).With(DateAdjusters.StartOfMonth).PlusDays(-1);
        day = (answer.One?.Day ?? lastMonth).ToDateOnly();
    }

    private static Tone ToneOf(CutOverState state) => state switch
    {
        CutOverState.Approved => Tone.Good,
        CutOverState.Prepared => Tone.Warn,
        _ => Tone.Neutral,
    };

    private Task ChooseDayAsync() =>
        RunAsync(() => Prepare.ChooseDayAsync(Id, LocalDate.FromDateOnly(day), Actor, Ct));

    private async Task SendAsync((CutOverFileKind Kind, string Name, byte[] Content) file)
    {
        sent = null;
        await RunAsync(
            () => Send.RunAsync(new(Id, file.Kind, file.Name, file.Content), Actor, Ct), taken => sent = taken);
    }

    private async Task RemoveAsync(CutOverFileKind kind)
    {
        sent = null;
        await RunAsync(() => Send.RemoveAsync(Id, kind, Actor, Ct));
    }

    private async Task PrepareAsync()
    {
        sent = null;
        await RunAsync(() => Prepare.RunAsync(Id, Actor, Ct));
    }

    private Task WithdrawAsync() => RunAsync(() => Prepare.WithdrawAsync(Id, Actor, Ct));

    private void OpenApproval() => (sheet, openedHash, Refusal) = (Sheets.Approve, answer!.One!.ContentHash ?? "", null);

    private void CloseSheet() => (sheet, Refusal) = (Sheets.None, null);

    private async Task ApproveAsync()
    {
        if (await RunAsync(() => Decide.ApproveAsync(Id, openedHash, Actor, Ct)))
            sheet = Sheets.None;
    }

    private async Task SendBackAsync(string note)
    {
        if (await RunAsync(() => Decide.SendBackAsync(Id, note, Actor, Ct)))
            sheet = Sheets.None;
    }
}
