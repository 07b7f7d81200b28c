using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>What is filtered on the contracts page, as a spreadsheet reads it.</summary>
internal sealed class ContractListFile : IEndpoints
{
    private static readonly ListFile<ContractList.Row> File = new ListFile<ContractList.Row>("contracts")
        .Text("number", row => row.Number)
        .Text("buyer", row => row.Buyer)
        .Text("company", row => row.Entity)
        .Text("program", row => row.Program)
        .Text("market", row => row.Market)
        .Text("state", row => Words.Of(row.State))
        .Count("version", row => row.Version)
        .Text("currency", row => row.Currency.Code)
        .Amount("total", row => new Money(row.TotalMinor, row.Currency))
        .Amount("billed", row => new Money(row.BilledMinor, row.Currency))
        .Moment("made", row => row.MadeAt);

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/contracts/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, ContractList list, string? q, string? state) =>
        File.AnswerAsync(http, kind,
            actor => list.RunAsync(new(q, AddressQuery.Choice<ContractState>(state), http.WholeList()), actor,
                http.RequestAborted),
            page => page.Rows);
}
