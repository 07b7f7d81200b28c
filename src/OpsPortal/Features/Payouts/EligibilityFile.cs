using OpsPortal.Documents;

namespace OpsPortal.Features.Payouts;

/// <summary>What is filtered on the eligibility page, as a spreadsheet reads it.</summary>
internal sealed class EligibilityFile : IEndpoints
{
    private static readonly ListFile<EligibilityList.Row> File = new ListFile<EligibilityList.Row>("eligibility")
        .Text("payee", row => row.Facts.PayeeFact.Name)
        .Text("company", row => row.Entity)
        .Text("contract", row => row.Contract)
        .Text("buyer", row => row.Buyer)
        .Text("invoice", row => row.Facts.InvoiceNumber)
        .Text("currency", row => row.Facts.Currency.Code)
        .Amount("settled", row => new Money(row.Facts.Funds.SettledMinor + row.Facts.Funds.BlockedMinor, row.Facts.Currency))
        .Amount("blocked", row => new Money(row.Facts.Funds.BlockedMinor, row.Facts.Currency))
        .Amount("eligible", row => new Money(row.Decision.EligibleMinor, row.Facts.Currency))
        .Text("what must change", row => string.Join(" ", row.Decision.Conditions.Select(condition => condition.Words)))
        .Text("who can", row => string.Join(" ", row.Decision.Conditions.Select(condition => condition.WhoCanChange).Distinct()));

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/payouts/eligibility/list", ListAsync);

    private static Task<IResult> ListAsync(
        HttpContext http, string kind, EligibilityList list, string? tier, string? reason, string? currency, Guid? invoice)
    {
        var filter = new EligibilityList.Filter(tier, reason, currency, null, http.WholeList())
        {
            Invoice = invoice is { } id ? new InvoiceId(id) : null,
        };
        return File.AnswerAsync(
            http, kind, actor => list.RunAsync(filter, actor, http.RequestAborted), answer => answer.Rows);
    }
}
