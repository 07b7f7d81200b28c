using Microsoft.AspNetCore.Components;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

public sealed partial class AccountPage
{
    private AccountLines.Answer? answer;

    [Parameter]
    public int Code { get; set; }

    [SupplyParameterFromQuery(Name = "asOf")]
    private string? AsOf { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid? Entity { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? CurrencyCode { get; set; }

    [Inject]
    private AccountLines Lines { get; set; } = default!;

    private string Title => answer is null ? $"Account {Code}" : $"{Code} {answer.Account.Name}";

    private TablePage<AccountLines.Row> Rows => new(answer!.Rows, answer.Total, Place,
        AccountLines.PageSize);

    private IReadOnlyList<FilterOption> EntityOptions => LedgerScope.Choices(answer?.Entities);

    protected override async Task LoadAsync()
    {
        if (!Enum.IsDefined((Account)Code))
        {
            Refusal = SharedRefusals.NotFound("account");
            return;
        }

        var day = LedgerScope.DayOf(AsOf);
        if (day.IsRefused)
        {
            Refusal = day.Refusal;
            return;
        }

        answer = Shown(await Lines.RunAsync(
            new AccountLines.Filter(
                (Account)Code, Entity is { } id ? new LegalEntityId(id) : null, Currency.Find(CurrencyCode),
                day.Value, Place),
            Actor, Ct));
    }

    private static long? Debit(AccountLines.Row row) => row.AmountMinor > 0 ? row.AmountMinor : null;

    private static long? Credit(AccountLines.Row row) => row.AmountMinor < 0 ? -row.AmountMinor : null;
}
