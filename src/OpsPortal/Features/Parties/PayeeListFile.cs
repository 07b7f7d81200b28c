using OpsPortal.Components;
using OpsPortal.Documents;

namespace OpsPortal.Features.Parties;

/// <summary>What is filtered on the payees page, as a spreadsheet reads it.</summary>
internal sealed class PayeeListFile : IEndpoints
{
    private static readonly ListFile<(PayeeList.Row One, Instant Now)> File =
        new ListFile<(PayeeList.Row One, Instant Now)>("payees")
            .Text("name", row => row.One.Payee.Name)
            .Text("company", row => row.One.Entity)
            .Text("kind", row => Words.Of(row.One.Payee.Kind))
            .Text("country", row => row.One.Payee.Country)
            .Text("state", row => PayeeWords.StateOf(row.One.Payee))
            .Text("bank details", row => PayeeWords.StateOf(row.One.Account, row.One.TurnedAway, row.Now))
            .Text("account", row => row.One.Account?.AccountMasked);

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/payees/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, PayeeList list, string? q) => File.AnswerAsync(
        http, kind, actor => list.RunAsync(new(q, http.WholeList()), actor, http.RequestAborted),
        answer => answer.Page.Rows.Select(row => (row, answer.Now)));
}
