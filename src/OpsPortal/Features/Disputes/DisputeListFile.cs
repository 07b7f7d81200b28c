using OpsPortal.Documents;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Disputes;

/// <summary>What is filtered on the disputes page, as a spreadsheet reads it.</summary>
internal sealed class DisputeListFile : IEndpoints
{
    private static readonly ListFile<DisputeList.Row> File = new ListFile<DisputeList.Row>("disputes")
        .Text("kind", row => DisputeWords.Of(row.Kind))
        .Text("reference", row => row.Reference)
        .Text("invoice", row => row.InvoiceNumber)
        .Text("state", row => DisputeWords.Of(row.State))
        .Text("reason", row => DisputeReasons.Of(row.Reason))
        .Moment("opened", row => row.OpenedAt)
        .Moment("due", row => row.DueBy)
        .Text("currency", row => row.Currency.Code)
        .Amount("amount", row => new Money(row.AmountMinor, row.Currency));

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/disputes/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, DisputeList list, string? show) => File.AnswerAsync(
        http, kind, actor => list.RunAsync(new(show == "all", http.WholeList()), actor, http.RequestAborted),
        answer => answer.Rows);
}
