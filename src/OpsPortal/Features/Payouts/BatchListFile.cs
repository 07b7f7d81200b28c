using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>What is filtered on the batches page, as a spreadsheet reads it.</summary>
internal sealed class BatchListFile : IEndpoints
{
    private static readonly ListFile<BatchList.Row> File = new ListFile<BatchList.Row>("batches")
        .Text("batch", row => row.Number)
        .Text("state", row => row.Words.Short)
        .Text("company", row => row.Entity)
        .Count("payouts", row => row.Words.Count)
        .Count("to look at", row => row.Words.Troubled)
        .Text("currency", row => row.Currency.Code)
        .Amount("total", row => new Money(row.TotalMinor, row.Currency))
        .Count("approvals", row => row.Approvals)
        .Count("people needed", row => row.PeopleNeeded)
        .Text("maker", row => row.Maker)
        .Moment("made", row => row.MadeAt)
        .Moment("expires", row => row.ExpiresAt);

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/payouts/batches/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, BatchList list, string? state) =>
        File.AnswerAsync(http, kind,
            actor => list.RunAsync(AddressQuery.Choice<BatchState>(state), http.WholeList(), actor, http.RequestAborted),
            answer => answer.Rows);
}
