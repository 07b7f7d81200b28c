using OpsPortal.Documents;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>The roll-forward as a spreadsheet reads it: by account, or by account and day.</summary>
internal sealed class RollForwardEndpoints : IEndpoints
{
    private const string Head =
        "entity,currency,from,to,bucket,account,name,opening,inflow,brought over,release,reversal,reclassified,closing";

    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/ledger/roll-forward.csv", ListAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> ListAsync(
        HttpContext http, RollForwardSheets query, string? month, string? from, string? to, Guid? entity, string? currency,
        string? by)
    {
        var filter = RollForwardQuery.Parse(month, from, to, entity, currency);
        return filter.IsRefused ? Results.Text(filter.Refusal.Text, statusCode: StatusCodes.Status400BadRequest)
            : await CsvAnswer.OfAsync(
                http, "roll-forward.csv", Head, actor => query.RunAsync(filter.Value, actor, http.RequestAborted),
                answer => answer.Sheets.SelectMany(sheet => sheet.Accounts
                    .SelectMany(line => by == "day" ? sheet.Days[line.Row.Account] : [line])
                    .Select(line => Cells(answer, sheet, line))));
    }

    private static IEnumerable<string?> Cells(
        RollForwardSheets.Answer answer, RollForwardSheets.Sheet sheet, RollForwardSheets.Line line) =>
    [
        sheet.Entity.Code, sheet.Currency.Code, RollForwardQuery.WhenIso(line.Day ?? answer.First),
        RollForwardQuery.WhenIso(line.Day ?? answer.Last), line.Bucket == LiabilityBucket.None ? "" : line.Bucket.ToString(),
        $"{line.Chart.Code}", line.Chart.Name,
        .. new[]
        {
            line.Row.OpeningMinor, line.Row.Of(MovementKind.Inflow), line.Row.Of(MovementKind.BroughtOver),
            line.Row.Of(MovementKind.Release),
            line.Row.Of(MovementKind.Reversal), line.Row.Of(MovementKind.Reclassified), line.Row.ClosingMinor,
        }.Select(minor => new Money(minor, sheet.Currency).ToDecimalString()),
    ];
}
