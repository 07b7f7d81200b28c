using OpsPortal.Documents;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>The trial balance and the entries of an account, as a spreadsheet reads them.</summary>
internal sealed class LedgerFiles : IEndpoints
{
    private static readonly ListFile<(TrialBalance.Sheet Sheet, TrialBalance.Row Row)> Balances =
        new ListFile<(TrialBalance.Sheet Sheet, TrialBalance.Row Row)>("trial-balance")
            .Text("company", one => one.Sheet.Entity.Code)
            .Day("as of", one => one.Sheet.AsOf)
            .Text("currency", one => one.Sheet.Currency.Code)
            .Text("account", one => $"{one.Row.Account.Code}")
            .Text("name", one => one.Row.Account.Name)
            .Text("kind", one => one.Row.Account.Kind.ToString())
            .Amount("debit", one => Of(one.Row.DebitMinor, one.Sheet.Currency))
            .Amount("credit", one => Of(one.Row.CreditMinor, one.Sheet.Currency));

    private static readonly ListFile<AccountLines.Row> Entries = new ListFile<AccountLines.Row>("account-entries")
        .Text("entry", row => row.EntryId.ToString())
        .Day("booked", row => row.BookedOn)
        .Moment("effective", row => row.EffectiveAt)
        .Text("event", row => PostingRules.Of(row.Family).Name)
        .Text("contract", row => row.Contract)
        .Text("invoice", row => row.Invoice)
        .Text("payee", row => row.Payee)
        .Text("batch", row => row.Batch)
        .Text("provider reference", row => row.ProviderObject)
        .Text("posting key", row => row.PostingKey)
        .Text("currency", row => row.Currency.Code)
        .Amount("debit", row => row.AmountMinor > 0 ? new Money(row.AmountMinor, row.Currency) : null)
        .Amount("credit", row => row.AmountMinor < 0 ? new Money(-row.AmountMinor, row.Currency) : null);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapFile("/ledger/trial-balance", BalancesAsync);
        app.MapFile("/ledger/accounts/{account:int}/entries", EntriesAsync);
    }

    private static async Task<IResult> BalancesAsync(
        HttpContext http, string kind, TrialBalance query, string? asOf, Guid? entity, string? currency)
    {
        var day = LedgerScope.DayOf(asOf);
        return day.IsRefused ? ListFiles.Refused(day.Refusal)
            : await Balances.AnswerAsync(
                http, kind,
                actor => query.RunAsync(new(day.Value, IdOf(entity), Currency.Find(currency)), actor, http.RequestAborted),
                answer => answer.Sheets.SelectMany(sheet => sheet.Rows.Select(row => (sheet, row))));
    }

    private static async Task<IResult> EntriesAsync(
        HttpContext http, string kind, AccountLines query, int account, string? asOf, Guid? entity, string? currency)
    {
        if (!Enum.IsDefined((Account)account))
            return ListFiles.Refused(SharedRefusals.NotFound("account"));
        var day = LedgerScope.DayOf(asOf);
        return day.IsRefused ? ListFiles.Refused(day.Refusal)
            : await Entries.AnswerAsync(
                http, kind,
                actor => query.RunAsync(
                    new((Account)account, IdOf(entity), Currency.Find(currency), day.Value, http.WholeList()), actor,
                    http.RequestAborted),
                answer => answer.Rows);
    }

    private static LegalEntityId? IdOf(Guid? entity) => entity is { } id ? new LegalEntityId(id) : null;

    private static Money? Of(long? minor, Currency currency) => minor is { } some ? new Money(some, currency) : null;
}
