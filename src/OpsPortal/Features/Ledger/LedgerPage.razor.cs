using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

public sealed partial class LedgerPage
{
    private TrialBalance.Answer? answer;
    private IReadOnlyList<JournalEntry>? found;

    [SupplyParameterFromQuery(Name = "asOf")]
    private string? AsOf { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? CurrencyCode { get; set; }

    [SupplyParameterFromQuery(Name = "q")]
    private string? Reference { get; set; }

    [Inject]
    private IClock Clock { get; set; } = default!;

    [Inject]
    private TrialBalance Balances { get; set; } = default!;

    [Inject]
    private EntryList Entries { get; set; } = default!;

    private string? FirstDay => answer?.Sheets is [var sheet, ..] ? WhenWords.Iso(sheet.AsOf) : null;

    private IReadOnlyList<FilterOption> EntityOptions => LedgerScope.Choices(answer?.Entities);

    private IReadOnlyList<FilterOption> CurrencyOptions =>
    [
        new("", "All"),
        .. (answer?.Sheets ?? []).Select(sheet => sheet.Currency.Code).Append(CurrencyCode).OfType<string>().Distinct().Order()
            .Select(code => new FilterOption(code, code)),
    ];

    protected override async Task LoadAsync()
    {
        Refusal = null;
        found = string.IsNullOrWhiteSpace(Reference) ? null : Shown(await Entries.RunAsync(Reference.Trim(), Actor, Ct));
        if (!TryDay(out var day))
            return;
        answer = Shown(await Balances.RunAsync(
            new TrialBalance.Filter(day, Entity is { } id ? new LegalEntityId(id) : null, Currency.Find(CurrencyCode)),
            Actor, Ct));
    }

    private bool TryDay(out LocalDate? day)
    {
        var read = LedgerScope.DayOf(AsOf);
        day = read.IsRefused ? null : read.Value;
        if (read.IsRefused)
            Refusal = read.Refusal;
        else if (day > Clock.GetCurrentInstant().InUtc().Date.PlusDays(1))
            Refusal = LedgerPageRefusals.NotYet;
        else
            return true;
        return false;
    }

    private void ChooseDay(ChangeEventArgs change) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("asOf", change.Value as string is { Length: > 0 } day ? day
            : null));

    private static string AccountHref(TrialBalance.Sheet sheet, TrialBalance.Row row) =>
        $"/ledger/accounts/{row.Account.Code}?entity={sheet.Entity.Id}&currency={sheet.Currency}&asOf={
            WhenWords.Iso(sheet.AsOf)}";
}
