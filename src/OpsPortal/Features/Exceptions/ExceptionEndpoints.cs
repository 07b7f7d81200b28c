using OpsPortal.Documents;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>What is filtered on the exceptions page, as a spreadsheet reads it.</summary>
internal sealed class ExceptionEndpoints : IEndpoints
{
    private const string Head =
        "id,type,summary,state,urgency,owner,opened,due,outside due,outside deadline,amount,currency,put aside until";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/exceptions/list.csv", ListAsync).RequireAuthorization().ExcludeFromDescription();

    private static Task<IResult> ListAsync(HttpContext http, ExceptionList list) => CsvAnswer.OfAsync(
        http, "exceptions.csv", Head,
        actor => list.AllAsync(ExceptionList.Filter.Of(name => http.Request.Query[name]), actor, http.RequestAborted),
        rows => rows.Select(Cells));

    private static IEnumerable<string?> Cells(ExceptionList.Row row) =>
    [
        row.Id.ToString(), ExceptionTypes.Of(row.Type).Words, row.Summary, row.State.ToString(), row.Urgency,
        row.AssignedTo ?? row.OwnerRole.ToString(), CsvCells.Text(row.OpenedAt), CsvCells.Text(row.DueAt),
        CsvCells.Text(row.OutsideDueAt), row.OutsideDeadline,
        row is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency).ToDecimalString() : "",
        row.Currency?.Code, CsvCells.Text(row.SnoozedUntil),
    ];
}
