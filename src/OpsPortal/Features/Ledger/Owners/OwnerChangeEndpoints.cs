using NodaTime.Text;
using OpsPortal.Components;
using OpsPortal.Documents;

namespace OpsPortal.Features.Ledger.Owners;

/// <summary>The register of changes of owner as a spreadsheet reads it.</summary>
internal sealed class OwnerChangeEndpoints : IEndpoints
{
    private static readonly ListFile<OwnerChangeList.Row> File = new ListFile<OwnerChangeList.Row>("owner-changes")
        .Day("booked", row => row.BookedOn)
        .Text("company", row => row.Company)
        .Text("event", row => row.Event)
        .Text("invoice", row => row.InvoiceNumber)
        .Text("prior owner", row => row.Prior)
        .Text("new owner", row => row.New)
        .Text("currency", row => row.Amount.Currency.Code)
        .Amount("amount", row => row.Amount)
        .Text("entry", row => row.Entry.ToString());

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/ledger/owner-changes", ListAsync);

    /// <summary>The filter of an address, or the refusal of what is no month.</summary>
    public static Outcome<OwnerChangeList.Filter> Parse(string? month, Guid? entity, ListPlace place)
    {
        var parsed = YearMonthPattern.Iso.Parse(month ?? "");
        if (!string.IsNullOrEmpty(month) && !parsed.Success)
            return LedgerPageRefusals.NotAMonth(month);
        return new OwnerChangeList.Filter(
            parsed.Success ? parsed.Value : null, entity is { } id ? new LegalEntityId(id) : null, place);
    }

    private static async Task<IResult> ListAsync(
        HttpContext http, string kind, OwnerChangeList query, string? month, Guid? entity)
    {
        var filter = Parse(month, entity, http.WholeList());
        return filter.IsRefused ? ListFiles.Refused(filter.Refusal)
            : await File.AnswerAsync(
                http, kind, actor => query.RunAsync(filter.Value, actor, http.RequestAborted), answer => answer.Rows);
    }
}
