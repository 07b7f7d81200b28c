using OpsPortal.Documents;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>What is filtered on the exceptions page, as a spreadsheet reads it.</summary>
internal sealed class ExceptionEndpoints : IEndpoints
{
    private static readonly ListFile<ExceptionList.Row> File = new ListFile<ExceptionList.Row>("exceptions")
        .Text("id", row => row.Id.ToString())
        .Text("type", row => ExceptionTypes.Of(row.Type).Words)
        .Text("summary", row => row.Summary)
        .Text("state", row => row.State.ToString())
        .Text("urgency", row => row.Urgency)
        .Text("owner", row => row.AssignedTo ?? row.OwnerRole.ToString())
        .Moment("opened", row => row.OpenedAt)
        .Moment("due", row => row.DueAt)
        .Moment("outside due", row => row.OutsideDueAt)
        .Text("outside deadline", row => row.OutsideDeadline)
        .Amount("amount", row => row is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency) : null)
        .Text("currency", row => row.Currency?.Code)
        .Moment("put aside until", row => row.SnoozedUntil);

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/exceptions/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, ExceptionList list) => File.AnswerAsync(
        http, kind,
        actor => list.RunAsync(
            ExceptionList.Filter.Of(name => http.Request.Query[name]) with { Place = http.WholeList() }, actor,
            http.RequestAborted),
        answer => answer.Rows);
}
