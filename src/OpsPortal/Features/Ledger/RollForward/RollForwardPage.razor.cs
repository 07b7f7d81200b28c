using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

public sealed partial class RollForwardPage
{
    private static readonly MovementKind[] Kinds = Enum.GetValues<MovementKind>();
    private RollForwardSheets.Answer? answer;

    [SupplyParameterFromQuery(Name = "month")]
    private string? Month { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? CurrencyCode { get; set; }

    [SupplyParameterFromQuery(Name = "open")]
    private int? OpenedCode { get; set; }

    [Inject]
    private RollForwardSheets Sheets { get; set; } = default!;

    private Account? Opened => (Account?)OpenedCode;

    private IReadOnlyList<FilterOption> EntityOptions => LedgerScope.Choices(answer?.Entities);

    private IReadOnlyList<FilterOption> CurrencyOptions =>
    [
        new("", "All"),
        .. (answer?.Sheets ?? []).Select(sheet => sheet.Currency.Code).Append(CurrencyCode).OfType<string>().Distinct().Order()
            .Select(code => new FilterOption(code, code)),
    ];

    protected override async Task LoadAsync()
    {
        (Refusal, answer) = (null, null);
        var filter = Shown(RollForwardQuery.Parse(Month, From, To, Entity, CurrencyCode));
        if (filter is not null)
            answer = Shown(await Sheets.RunAsync(filter, Actor, Ct));
    }

    private void ChooseMonth(ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { ["month"] = Given(change), ["from"] = null, ["to"] = null }));

    private void Choose(string name, ChangeEventArgs change) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(
        new Dictionary<string, object?> { [name] = Given(change), ["month"] = null }));

    private static string? Given(ChangeEventArgs change) => change.Value as string is { Length: > 0 } text ? text : null;

    private string ToggleHref(RollForwardSheets.Line line) =>
        Navigation.GetUriWithQueryParameter("open", Opened == line.Row.Account ? null : (int?)line.Row.Account);

    private string NameOf(RollForwardSheets.Line line) => line switch
    {
        { IsTotal: true } => $"{BucketOf(line)}, together",
        { Day: { } day } => DayWords.Of(day),
        _ => $"{(Opened == line.Row.Account ? "▾" : "▸")} {line.Chart.Code} {line.Chart.Name}",
    };

    private static string BucketOf(RollForwardSheets.Line line) =>
        line.Bucket == LiabilityBucket.None ? "Outside the buckets" : Words.Of(line.Bucket);

    private static object KeyOf(RollForwardSheets.Line line) => (line.Bucket, line.Row.Account, line.Day, line.IsTotal);

    private static string? BalanceHref(RollForwardSheets.Sheet sheet, RollForwardSheets.Line line, LocalDate asOf) =>
        line.IsTotal ? null : RollForwardQuery.BalanceHref(sheet, line.Row.Account, asOf);

    private string EndedHref(RollForwardSheets.Sheet sheet, EndedRow row) => RollForwardQuery.LinesHref(
        sheet, row.Account, answer!.First, answer.Last,
        MovementRules.KindOf(row.Family, row.Account, isReversal: false, isDebit: true));

    private string? LinesHref(RollForwardSheets.Sheet sheet, RollForwardSheets.Line line, MovementKind kind) => line.IsTotal
        ? null
        : RollForwardQuery.LinesHref(sheet, line.Row.Account, line.Day ?? answer!.First, line.Day ?? answer!.Last, kind);
}
