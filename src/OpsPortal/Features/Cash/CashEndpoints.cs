using System.Globalization;
using OpsPortal.Documents;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Cash;

/// <summary>What is filtered on the cash page, as a spreadsheet reads it.</summary>
internal sealed class CashEndpoints : IEndpoints
{
    private static readonly ListFile<ReceiptList.Row> File = new ListFile<ReceiptList.Row>("cash")
        .Text("id", row => row.Id.ToString())
        .Moment("received", row => row.ReceivedAt)
        .Moment("available", row => row.AvailableAt)
        .Text("provider", row => row.Provider)
        .Text("reference", row => row.ProviderReference)
        .Text("rail", row => Rails.Of(row.Rail).Name)
        .Text("payer", row => row.PayerName)
        .Text("named", row => row.Named)
        .Text("state", row => ReceiptWords.Of(row.State, row.AppliedMinor))
        .Text("currency", row => row.Currency.Code)
        .Amount("amount", row => new Money(row.AmountMinor, row.Currency))
        .Amount("applied", row => new Money(row.AppliedMinor, row.Currency))
        .Amount("unapplied", row => new Money(row.UnappliedMinor, row.Currency))
        .Amount("returned", row => new Money(row.ReturnedMinor, row.Currency))
        .Number("score", row => row.Score?.ToString("0.00", CultureInfo.InvariantCulture));

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/cash/list", ListAsync);

    private static Task<IResult> ListAsync(HttpContext http, string kind, ReceiptList list, string? show, string? find) =>
        File.AnswerAsync(http, kind,
            actor => list.RunAsync(new(show == "unapplied", find, http.WholeList()), actor, http.RequestAborted),
            answer => answer.Rows);
}
