using Microsoft.AspNetCore.Components;
using NodaTime.Text;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

public sealed partial class MovementLinesPage
{
    private MovementLines.Filter? filter;
    private MovementLines.Answer? answer;

    [SupplyParameterFromQuery(Name = "account")]
    private int Account { get; set; }

    [SupplyParameterFromQuery(Name = "entity")]
    private Guid Entity { get; set; }

    [SupplyParameterFromQuery(Name = "currency")]
    private string? CurrencyCode { get; set; }

    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? Kind { get; set; }

    [Inject]
    private MovementLines Lines { get; set; } = default!;

    private string Title => filter is null ? "Movements" : $"{Account} {ChartOfAccounts.Of(filter.Account).Name}";

    private string BackHref => $"/ledger/roll-forward?entity={Entity}&currency={CurrencyCode}&from={From}&to={To}";

    private TablePage<MovementLines.Row> Rows =>
        new(answer!.Rows, answer.Total, Place, MovementLines.PageSize);

    protected override async Task LoadAsync()
    {
        (Refusal, answer) = (null, null);
        filter = Shown(Asked());
        if (filter is not null)
            answer = Shown(await Lines.RunAsync(filter, Actor, Ct));
    }

    private Outcome<MovementLines.Filter> Asked()
    {
        if (!Domain.Ledger.RollForward.Accounts.Contains((Account)Account))
            return SharedRefusals.NotFound("account");
        var currency = Currency.Parse(CurrencyCode);
        if (currency.IsRefused)
            return currency.Refusal;
        if (LocalDatePattern.Iso.Parse(From ?? "") is not { Success: true } first)
            return LedgerPageRefusals.NotADay(From ?? "");
        if (LocalDatePattern.Iso.Parse(To ?? "") is not { Success: true } last)
            return LedgerPageRefusals.NotADay(To ?? "");
        var kind = AddressQuery.Choice<MovementKind>(Kind);
        return new MovementLines.Filter(
            (Account)Account, new LegalEntityId(Entity), currency.Value, first.Value, last.Value, kind, Place);
    }

    private string KindWords(MovementLines.Row row) => row.EndOn(filter!.Account) switch
    {
        ObligationEnd.LivesOn => Words.Of(row.KindOn(filter.Account)),
        var end => $"{Words.Of(row.KindOn(filter.Account))}, {Words.Of(end).ToLowerInvariant()}",
    };
}
