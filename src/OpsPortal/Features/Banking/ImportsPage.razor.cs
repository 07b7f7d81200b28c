using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using OpsPortal.Components;
using OpsPortal.Domain.Banking;

namespace OpsPortal.Features.Banking;

public sealed partial class ImportsPage
{
    private const int TellEvery = 4 * 1024 * 1024;
    private BankFileList.Answer? answer;
    private IBrowserFile? chosen;
    private ImportAnswer? done;
    private StatementCheck? report;
    private string account = "", preset = "";
    private string? progress;
    private int round;

    [Inject]
    private BankFileList List { get; set; } = default!;

    [Inject]
    private ImportBankStatement Import { get; set; } = default!;

    [Inject]
    private ExpectStatements Expect { get; set; } = default!;

    private TablePage<BankFileList.Row> Rows =>
        new(answer!.Rows, answer.Count, Place, BankFileList.PageSize);

    private string? WhyOff => chosen is null ? "Choose a file first." : null;

    protected override async Task LoadAsync() => answer = Shown(await List.RunAsync(Place, Actor, Ct));

    private static bool IsWaiting(BankFileList.Row row) =>
        row.Statements.Any(statement => statement.State == StatementState.WaitingForAccount);

    private static string StateOf(BankFileList.Row row) => IsWaiting(row) ? "Waits for its account" : "Taken";

    private void Choose(InputFileChangeEventArgs chosenNow) => chosen = chosenNow.File;

    private async Task ImportAsync()
    {
        (done, report) = (null, null);
        await RunAsync(async () =>
        {
            if (chosen!.Size > FileLimits.Bytes)
                return BankingRefusals.TooLarge(FileLimits.Bytes);
            await using var content = KeptBytes.TemporaryFile();
            await CopyAsync(chosen, content);
            Tell("Reading the file");
            var result = await Import.RunAsync(
                new(chosen.Name, content, account, preset, lines => _ = InvokeAsync(() => Tell($"{lines} lines taken"))),
                Actor, Ct);
            report = result.Report;
            return result.Outcome;
        }, taken => done = taken);
        (progress, chosen) = (null, null);
        round++;
    }

    private async Task CopyAsync(IBrowserFile file, Stream content)
    {
        await using var sent = file.OpenReadStream(FileLimits.Bytes, Ct);
        var buffer = new byte[64 * 1024];
        var (copied, told) = (0L, 0L);
        int read;
        while ((read = await sent.ReadAsync(buffer, Ct)) > 0)
        {
            await content.WriteAsync(buffer.AsMemory(0, read), Ct);
            copied += read;
            if (copied - told < TellEvery)
                continue;
            told = copied;
            Tell($"{copied / 1024 / 1024} of {file.Size / 1024 / 1024} MB sent");
            await Task.Yield();
        }
    }

    private void Tell(string what)
    {
        progress = what;
        StateHasChanged();
    }

    private Task ExpectAsync(StatementSchedule wanted) => RunAsync(() => Expect.RunAsync(
        new(wanted.Id, wanted.Calendar, wanted.From, wanted.GraceDays), Actor, Ct));
}
