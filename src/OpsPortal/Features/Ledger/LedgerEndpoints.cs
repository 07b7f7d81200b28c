using OpsPortal.Api;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>The ledger for programs: the trial balance of a day, and the entries behind any reference.</summary>
internal sealed class LedgerEndpoints : IEndpoints
{
    private sealed record BalanceJson(int Account, string Name, MoneyJson? Debit, MoneyJson? Credit);

    private sealed record SheetJson(
        Guid Entity, string EntityCode, string Currency, LocalDate AsOf, IReadOnlyList<BalanceJson> Accounts,
            MoneyJson TotalDebit,
        MoneyJson TotalCredit);

    private sealed record LineJson(
        int Account, string Name, MoneyJson? Debit, MoneyJson? Credit, Guid? Invoice, Guid? Payee, Guid? Payment, Guid? Batch);

    private sealed record EntryJson(
        Guid Id, Guid Entity, string Family, int RuleVersion, string PostingKey, LocalDate BookedOn, Instant BookedAt,
            Instant EffectiveAt,
        Guid? ReversalOf, Guid? Contract, Guid? PlanItem, Guid? Milestone, Guid? Invoice, Guid? Payment, string? ProviderObject,
        string? Event, string? Request, Guid? Batch, Guid? PayoutItem, IReadOnlyList<LineJson> Lines);

    public void Map(IEndpointRouteBuilder app)
    {
        var ledger = app.Api().MapGroup("/ledger");
        ledger.MapGet("/trial-balance", TrialBalanceAsync).NeedsScope(ApiScope.LedgerRead).Produces<IReadOnlyList<SheetJson>>();
        ledger.MapGet("/entries", EntriesAsync).NeedsScope(ApiScope.LedgerRead).Produces<IReadOnlyList<EntryJson>>();
    }

    private static async Task<IResult> TrialBalanceAsync(HttpContext http, TrialBalance query, string? asOf, string? entity)
    {
        if (!string.IsNullOrEmpty(entity) && !Guid.TryParse(entity, out _))
            return ApiProblem.Of(SharedRefusals.NotFound("legal entity"), http);
        var day = LedgerScope.DayOf(asOf);
        if (day.IsRefused)
            return ApiProblem.Of(day.Refusal, http);
        var filter = new TrialBalance.Filter(day.Value, Guid.TryParse(entity, out var id) ? new LegalEntityId(id) : null, null);
        var found = await query.RunAsync(filter, http.ApiActor(), http.RequestAborted);
        return found.Refusal is { } refusal ? ApiProblem.Of(refusal, http)
            : ApiAnswer.Ok(found.Value.Sheets.Select(SheetOf).ToList());
    }

    private static async Task<IResult> EntriesAsync(HttpContext http, EntryList query, string? reference)
    {
        var found = await query.RunAsync(reference ?? "", http.ApiActor(), http.RequestAborted);
        return found.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : ApiAnswer.Ok(found.Value.Select(EntryOf).ToList());
    }

    private static SheetJson SheetOf(TrialBalance.Sheet sheet) => new(
        sheet.Entity.Id.Value, sheet.Entity.Code, sheet.Currency.Code, sheet.AsOf,
        [.. sheet.Rows.Select(row => new BalanceJson(
            row.Account.Code, row.Account.Name, Amount(row.DebitMinor, sheet.Currency), Amount(row.CreditMinor,
                sheet.Currency)))],
        MoneyJson.Of(sheet.DebitMinor, sheet.Currency), MoneyJson.Of(sheet.CreditMinor, sheet.Currency));

    private static EntryJson EntryOf(JournalEntry entry) => new(
        entry.Id.Value, entry.LegalEntityId.Value, entry.Family.ToString(), entry.RuleVersion, entry.PostingKey, entry.BookedOn,
        entry.BookedAt, entry.EffectiveAt, entry.ReversalOf?.Value, entry.ContractId?.Value, entry.PlanItemId?.Value,
        entry.MilestoneId?.Value, entry.InvoiceId?.Value, entry.ReceiptId?.Value, entry.ProviderObject, entry.EventId,
            entry.RequestId,
        entry.BatchId?.Value, entry.PayoutItemId?.Value, [.. entry.Lines.Select(LineOf)]);

    private static LineJson LineOf(JournalLine line) => new(
        (int)line.Account, ChartOfAccounts.Of(line.Account).Name, Amount(line.AmountMinor > 0 ? line.AmountMinor : null,
            line.Currency),
        Amount(line.AmountMinor < 0 ? -line.AmountMinor : null, line.Currency), line.InvoiceId?.Value, line.PayeeId?.Value,
        line.ReceiptId?.Value, line.BatchId?.Value);

    private static MoneyJson? Amount(long? minor, Currency currency) => minor is { } some ? MoneyJson.Of(some, currency) : null;
}
