using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The packs of a month: make, watch, look into the manifest, download.</summary>
public sealed partial class PackPanel
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private IReadOnlyList<ClosePacks.Row>? rows;
    private bool isWatching;

    [Parameter, EditorRequired]
    public LegalEntityId Entity { get; set; }

    [Parameter, EditorRequired]
    public string EntityCode { get; set; } = "";

    [Parameter, EditorRequired]
    public YearMonth Month { get; set; }

    [Parameter, EditorRequired]
    public string Zone { get; set; } = "";

    [Inject]
    private ClosePacks Packs { get; set; } = default!;

    [Inject]
    private AskForPack Ask { get; set; } = default!;

    private bool IsUnderWay => rows?.Any(row => row.Pack is { State: ClosePackState.Asked or ClosePackState.Making }) == true;

    protected override async Task LoadAsync() => rows = Shown(await Packs.RunAsync(Entity, Month, Actor, Ct)) ?? rows;

    protected override void OnAfterRender(bool firstRender)
    {
        if (IsUnderWay && !isWatching)
            _ = WatchAsync();
    }

    private async Task WatchAsync()
    {
        isWatching = true;
        try
        {
            while (IsUnderWay)
            {
                await Task.Delay(LookEvery, Ct);
                await ReloadAsync();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was left; the pack goes on being made.
        }
        catch (ObjectDisposedException)
        {
            // The same, between two looks.
        }
        finally
        {
            isWatching = false;
        }
    }

    private Task AskAsync(PeriodCloseId close) => RunAsync(() => Ask.RunAsync(close, Actor, Ct));

    private string HrefOf(PeriodClose close) => $"{Closes.Path(EntityCode, Month)}/pack?version={close.Version}";

    private static string StateOf(ClosePack? pack) => pack?.State switch
    {
        null => "Not made",
        ClosePackState.Asked => "Waiting",
        ClosePackState.Making => "Being made",
        ClosePackState.Made => "Made",
        _ => "Failed",
    };

    private static Tone ToneOf(ClosePack? pack) => pack?.State switch
    {
        ClosePackState.Made => Tone.Good,
        ClosePackState.Failed => Tone.Bad,
        null => Tone.Neutral,
        _ => Tone.Info,
    };

    private static string ProgressOf(ClosePack pack) => string.Create(CultureInfo.InvariantCulture,
        $"{pack.StepsDone} of {Math.Max(pack.Steps, 1)} steps, {pack.Rows:N0} rows. {pack.Doing ?? "It begins in a moment."}");

    private static string SizeOf(ClosePack pack) => string.Create(CultureInfo.InvariantCulture, $"{pack.SizeBytes / 1024:N0} KB");

    private static string SumsOf(PackPart part) => part.Totals is { Count: > 0 } totals
        ? string.Join("; ", totals.Take(4).Select(total => $"{total.Column} {total.Currency} {total.Sum}"))
            + (totals.Count > 4 ? $"; {totals.Count - 4} more" : "")
        : "";
}
