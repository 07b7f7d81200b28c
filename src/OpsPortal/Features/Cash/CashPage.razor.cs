using System.Globalization;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Cash;
using OpsPortal.Features.Cash.Matching;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash;

public sealed partial class CashPage
{
    private const string UndoReason = "Undone on the workbench";
    private const int ReturnLimitDays = 75;
    private readonly HashSet<object> selected = [];
    private ReceiptList.Answer? answer;
    private string? searchText;
    private string? said;
    private IReadOnlyList<ApplicationId> undoable = [];
    private IReadOnlyList<BulkRow> bulk = [];
    private Dictionary<ReceiptId, string> names = [];

    [SupplyParameterFromQuery(Name = "show")]
    private string? Show { get; set; }

    [SupplyParameterFromQuery(Name = "find")]
    private string? Find { get; set; }

    /// <summary>The receipt on the workbench.</summary>
    [SupplyParameterFromQuery(Name = "receipt")]
    private Guid? Chosen { get; set; }

    [Inject]
    private ReceiptList List { get; set; } = default!;

    [Inject]
    private UnapplyReceipt Unapply { get; set; } = default!;

    [Inject]
    private ConfirmMatch Confirm { get; set; } = default!;

    [Inject]
    private IClock Clock { get; set; } = default!;

    private TablePage<ReceiptList.Row> Rows =>
        new(answer!.Rows, answer.Count, Place, ReceiptList.PageSize);

    protected override async Task LoadAsync()
    {
        searchText = Find;
        answer = Shown(await List.RunAsync(new ReceiptList.Filter(Show == "unapplied", Find, Place), Actor, Ct));
    }

    private string Limit(ReceiptList.Row row)
    {
        if (row.UnappliedMinor == 0)
            return "";
        var days = (int)(Clock.GetCurrentInstant() - row.ReceivedAt).TotalDays;
        return days >= ReturnLimitDays ? $"{days} days: over the limit of {ReturnLimitDays}"
            : $"{days} of {ReturnLimitDays} days";
    }

    /// <summary>Who paid; where nobody said so, what the payer wrote.</summary>
    private static string NameOf(ReceiptList.Row row) => row.PayerName ?? row.Named ?? "Payer not given";

    private static string? NoteOf(ReceiptList.Row row) => row switch
    {
        { Named: null } => "names no invoice",
        { PayerName: null } => null,
        _ => row.Named,
    };

    private bool Selectable => answer is { MayApply: true } && Show == "unapplied";

    private List<Guid> Waiting => [.. answer!.Rows.Where(row => row.UnappliedMinor > 0).Select(row => row.Id.Value)];

    private static string Suggestion(ReceiptList.Row row) => row switch
    {
        { Score: > 0 } => row.Score.Value.ToString("0.00", CultureInfo.InvariantCulture),
        { UnappliedMinor: > 0 } => "none",
        _ => "",
    };

    private RenderFragment Workbench => builder =>
    {
        builder.OpenComponent<WorkbenchPanel>(0);
        builder.AddComponentParameter(1, nameof(WorkbenchPanel.Receipt), Chosen!.Value);
        builder.AddComponentParameter(2, nameof(WorkbenchPanel.OnDone),
            EventCallback.Factory.Create<WorkbenchStep>(this, DoneAsync));
        builder.AddComponentParameter(3, nameof(WorkbenchPanel.NextHref), Beside(1));
        builder.AddComponentParameter(4, nameof(WorkbenchPanel.PreviousHref), Beside(-1));
        builder.CloseComponent();
    };

    /// <summary>The address of the waiting receipt so many rows further; null at either end.</summary>
    private string? Beside(int step) => Waiting is var waiting && waiting.IndexOf(Chosen!.Value) is var at and >= 0
        && waiting.ElementAtOrDefault(at + step) is var other && at + step >= 0 && other != Guid.Empty ? Address(other) : null;

    private string HrefOf(ReceiptList.Row row) => row.UnappliedMinor > 0 ? Address(row.Id.Value) : $"/cash/{row.Id}";

    private string Address(Guid? receipt) => Navigation.GetUriWithQueryParameter("receipt", receipt);

    /// <summary>The next one that waits comes to the workbench by itself.</summary>
    private async Task DoneAsync(WorkbenchStep step)
    {
        var before = Waiting;
        var behind = before.Skip(before.IndexOf(Chosen ?? default) + 1).ToList();
        (said, undoable, bulk) = (step.Said, step.Applications, []);
        await ReloadAsync();
        var next = behind.Concat(Waiting.Except(before)).Intersect(Waiting).Select(id => (Guid?)id).FirstOrDefault();
        Navigation.NavigateTo(Address(next));
    }

    private async Task UndoAsync()
    {
        foreach (var application in undoable)
            if (!await RunAsync(() => Unapply.RunAsync(new UnapplyReceipt.Command(application, UndoReason), Actor, Ct)))
                return;
        (said, undoable) = ("Undone: the receipt is unapplied again.", []);
    }

    private async Task ConfirmManyAsync()
    {
        var ids = selected.Cast<ReceiptId>().ToList();
        names = answer!.Rows.ToDictionary(row => row.Id,
            row => $"{NameOf(row)}, {new Money(row.UnappliedMinor, row.Currency)}");
        if (await RunAsync(() => Confirm.ManyAsync(ids, Actor, Ct), rows => bulk = rows))
            selected.Clear();
    }

    private void Search() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
    {
        ["find"] = string.IsNullOrWhiteSpace(searchText) ? null : searchText.Trim(),
        ["page"] = null,
    }));
}

/// <summary>How the states of a receipt look and read.</summary>
internal static class ReceiptWords
{
    public static string Of(ReceiptState state, long appliedMinor) => state switch
    {
        ReceiptState.Unapplied => appliedMinor > 0 ? "Partly applied" : "Unapplied",
        ReceiptState.Returned => "Sent back",
        _ => "Applied",
    };

    public static Tone Tone(ReceiptState state) => state switch
    {
        ReceiptState.Unapplied => Components.Tone.Warn,
        ReceiptState.Returned => Components.Tone.Bad,
        _ => Components.Tone.Good,
    };
}
