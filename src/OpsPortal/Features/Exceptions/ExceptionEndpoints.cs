using System.Globalization;
using System.Text;
using OpsPortal.Documents;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Identity;

namespace OpsPortal.Features.Exceptions;

/// <summary>What is filtered on the exceptions page, as a spreadsheet reads it.</summary>
internal sealed class ExceptionEndpoints : IEndpoints
{
    private const string Head =
        "id,type,summary,state,urgency,owner,opened,due,outside due,outside deadline,amount,currency,put aside until\n";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/exceptions/list.csv", ListAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> ListAsync(HttpContext http, ExceptionList list)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var read = await list.AllAsync(ExceptionList.Filter.Of(name => http.Request.Query[name]), actor, http.RequestAborted);
        if (read.IsRefused)
            return Results.Text(read.Refusal.Text, statusCode: StatusCodes.Status403Forbidden);
        var csv = new StringBuilder(Head);
        foreach (var row in read.Value)
            csv.AppendJoin(',', Cells(row).Select(CsvCells.Of)).Append('\n');
        return Results.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "exceptions.csv");
    }

    private static IEnumerable<string?> Cells(ExceptionList.Row row) =>
    [
        row.Id.ToString(), ExceptionTypes.Of(row.Type).Words, row.Summary, row.State.ToString(), row.Urgency,
        row.AssignedTo ?? row.OwnerRole.ToString(), Text(row.OpenedAt), Text(row.DueAt), Text(row.OutsideDueAt),
        row.OutsideDeadline,
        row is { AmountMinor: { } minor, Currency: { } currency } ? new Money(minor, currency).ToDecimalString() : "",
        row.Currency?.Code, Text(row.SnoozedUntil),
    ];

    private static string Text(Instant? at) => at?.ToString("uuuu-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
