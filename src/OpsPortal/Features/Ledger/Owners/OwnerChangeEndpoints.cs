using NodaTime.Text;
using OpsPortal.Components;
using OpsPortal.Documents;

namespace OpsPortal.Features.Ledger.Owners;

/// <summary>The register of changes of owner as a spreadsheet reads it.</summary>
internal sealed class OwnerChangeEndpoints : IEndpoints
{
    private const string Head = "booked,company,event,invoice,prior owner,new owner,currency,amount,entry";

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

    private static async Task<IResult> ListAsync(HttpContext http, OwnerChangeList query, string? month, Guid? entity)
    {
        var filter = Parse(month, entity, null);
        return filter.IsRefused ? Results.Text(filter.Refusal.Text, statusCode: StatusCodes.Status400BadRequest)
            : await CsvAnswer.OfAsync(
                http, "owner-changes.csv", Head, actor => query.RunAsync(filter.Value, actor, http.RequestAborted),
                answer => answer.Rows.Select(Cells));
    }

    private static IEnumerable<string?> Cells(OwnerChangeList.Row row) =>
    [
        LocalDatePattern.Iso.Format(row.BookedOn), row.Company, row.Event, row.InvoiceNumber, row.Prior, row.New,
        row.Amount.Currency.Code, row.Amount.ToDecimalString(), row.Entry.ToString(),
    ];
}
