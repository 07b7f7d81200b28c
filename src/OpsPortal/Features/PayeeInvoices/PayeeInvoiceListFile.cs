using OpsPortal.Components;
using OpsPortal.Documents;

namespace OpsPortal.Features.PayeeInvoices;

/// <summary>What is filtered on the page of payees' invoices, as a spreadsheet reads it.</summary>
internal sealed class PayeeInvoiceListFile : IEndpoints
{
    private static readonly ListFile<PayeeInvoiceList.Row> File = new ListFile<PayeeInvoiceList.Row>("payee-invoices")
        .Text("invoice", row => row.Invoice.Number)
        .Text("payee", row => row.Payee)
        .Text("contract", row => row.Contract)
        .Text("milestone", row => row.Milestone)
        .Text("state", row => Words.Of(row.Invoice.State))
        .Text("what did not hold", row => string.Join(" ", row.Invoice.Failures))
        .Text("released by", row => row.ReleasedBy)
        .Moment("released", row => row.Invoice.ReleasedAt)
        .Text("why released", row => row.Invoice.ReleaseReason)
        .Text("currency", row => row.Invoice.Currency.Code)
        .Amount("amount", row => new Money(row.Invoice.AmountMinor, row.Invoice.Currency));

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/payees/invoices/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, PayeeInvoiceList list, string? show) =>
        File.AnswerAsync(
            http, kind, actor => list.RunAsync(show == "held", http.WholeList(), actor, http.RequestAborted),
            answer => answer.Rows);
}
