using System.Text;
using NodaTime.Text;
using OpsPortal.Components;
using OpsPortal.Documents;
using OpsPortal.Identity;

namespace OpsPortal.Features.Ledger.Owners;

/// <summary>The register of changes of owner as a spreadsheet reads it.</summary>
internal sealed class OwnerChangeEndpoints : IEndpoints
{
    private const string Head = "booked,company,event,invoice,prior owner,new owner,currency,amount,entry\n";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/ledger/owner-changes.csv", ListAsync).RequireAuthorization().ExcludeFromDescription();

    /// <summary>The filter of an address, or the refusal of what is no month.</summary>
    public static Outcome<OwnerChangeList.Filter> Parse(string? month, Guid? entity, ListPlace? place)
    {
        var parsed = YearMonthPattern.Iso.Parse(month ?? "");
        if (!string.IsNullOrEmpty(month) && !parsed.Success)
            return LedgerPageRefusals.NotAMonth(month);
        return new OwnerChangeList.Filter(
            parsed.Success ? parsed.Value : null, entity is { } id ? new LegalEntityId(id) : null, place);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, OwnerChangeList query, string? month, Guid? entity)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var filter = Parse(month, entity, null);
        if (filter.IsRefused)
            return Results.Text(filter.Refusal.Text, statusCode: StatusCodes.Status400BadRequest);
        var read = await query.RunAsync(filter.Value, actor, http.RequestAborted);
        if (read.IsRefused)
            return Results.Text(read.Refusal.Text, statusCode: StatusCodes.Status403Forbidden);
        var csv = new StringBuilder(Head);
        foreach (var row in read.Value.Rows)
        {
            string[] cells =
            [
                LocalDatePattern.Iso.Format(row.BookedOn), row.Company, row.Event, row.InvoiceNumber, row.Prior, row.New,
                row.Amount.Currency.Code, row.Amount.ToDecimalString(), row.Entry.ToString(),
            ];
            csv.AppendJoin(',', cells.Select(CsvCells.Of)).Append('\n');
        }

        return Results.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "owner-changes.csv");
    }
}
