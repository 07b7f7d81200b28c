using System.Text;
using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Identity;

namespace OpsPortal.Features.Invoices;

/// <summary>The files of the invoices room: what is filtered on its page, and the trace of every stage.</summary>
internal sealed class InvoiceEndpoints : IEndpoints
{
    private static readonly ListFile<InvoiceList.Row> File = new ListFile<InvoiceList.Row>("invoices")
        .Text("number", row => row.Number)
        .Text("company", row => row.Entity)
        .Text("contract", row => row.ContractNumber)
        .Text("buyer", row => row.Buyer)
        .Text("stage", row => row.Stage)
        .Text("state", row => Words.Of(row.State))
        .Day("issued", row => row.IssuedOn)
        .Day("due on", row => row.DueOn)
        .Text("currency", row => row.Currency.Code)
        .Amount("invoiced", row => new Money(row.DueMinor, row.Currency))
        .Amount("open", row => new Money(row.OpenMinor, row.Currency));

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapFile("/invoices/list", ListAsync);
        app.MapGet("/invoices/trace.csv", TraceAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static Task<IResult> ListAsync(
        HttpContext http, string kind, InvoiceList list, string? state, bool? late, string? find) => File.AnswerAsync(
        http, kind,
        actor => list.RunAsync(
            new(AddressQuery.Choice<InvoiceState>(state), late ?? false, find, http.WholeList()), actor, http.RequestAborted),
        answer => answer.Rows);

    private static async Task<IResult> TraceAsync(HttpContext http, InvoiceTrace trace)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var csv = await trace.RunAsync(actor, http.RequestAborted);
        return csv.Refusal is { } refusal ? ListFiles.Refused(refusal)
            : Results.File(Encoding.UTF8.GetBytes(csv.Value), "text/csv; charset=utf-8", "invoice-trace.csv");
    }
}
