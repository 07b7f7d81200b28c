using System.Globalization;
using OpsPortal.Documents;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Cash;

/// <summary>What is filtered on the cash page, as a spreadsheet reads it.</summary>
internal sealed class CashEndpoints : IEndpoints
{
    private const string Head =
        "id,received,available,provider,reference,rail,payer,named,state,currency,amount,applied,unapplied,returned,score";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/cash/list.csv", ListAsync).RequireAuthorization().ExcludeFromDescription();

    private static Task<IResult> ListAsync(HttpContext http, ReceiptList list) => CsvAnswer.OfAsync(
        http, "cash.csv", Head,
        actor => list.AllAsync(ReceiptList.Filter.Of(name => http.Request.Query[name]), actor, http.RequestAborted),
        rows => rows.Select(Cells));

    private static IEnumerable<string?> Cells(ReceiptList.Row row) =>
    [
        row.Id.ToString(), CsvCells.Text(row.ReceivedAt), CsvCells.Text(row.AvailableAt), row.Provider, row.ProviderReference,
        Rails.Of(row.Rail).Name, row.PayerName, row.Named, ReceiptWords.Of(row.State, row.AppliedMinor), row.Currency.Code,
        Decimals(row.AmountMinor, row), Decimals(row.AppliedMinor, row), Decimals(row.UnappliedMinor, row),
        Decimals(row.ReturnedMinor, row), row.Score?.ToString("0.00", CultureInfo.InvariantCulture),
    ];

    private static string Decimals(long minor, ReceiptList.Row row) => new Money(minor, row.Currency).ToDecimalString();
}
