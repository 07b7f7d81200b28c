using OpsPortal.Documents;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger.RollForward;

/// <summary>The roll-forward as a spreadsheet reads it: by account, or by account and day.</summary>
internal sealed class RollForwardEndpoints : IEndpoints
{
    private sealed record Row(RollForwardSheets.Answer Answer, RollForwardSheets.Sheet Sheet, RollForwardSheets.Line Line)
    {
        public Money Of(MovementKind kind) => new(Line.Row.Of(kind), Sheet.Currency);
    }

    private static readonly ListFile<Row> File = new ListFile<Row>("roll-forward")
        .Text("entity", row => row.Sheet.Entity.Code)
        .Text("currency", row => row.Sheet.Currency.Code)
        .Day("from", row => row.Line.Day ?? row.Answer.First)
        .Day("to", row => row.Line.Day ?? row.Answer.Last)
        .Text("bucket", row => row.Line.Bucket == LiabilityBucket.None ? "" : row.Line.Bucket.ToString())
        .Text("account", row => $"{row.Line.Chart.Code}")
        .Text("name", row => row.Line.Chart.Name)
        .Amount("opening", row => new Money(row.Line.Row.OpeningMinor, row.Sheet.Currency))
        .Amount("inflow", row => row.Of(MovementKind.Inflow))
        .Amount("brought over", row => row.Of(MovementKind.BroughtOver))
        .Amount("release", row => row.Of(MovementKind.Release))
        .Amount("reversal", row => row.Of(MovementKind.Reversal))
        .Amount("reclassified", row => row.Of(MovementKind.Reclassified))
        .Amount("closing", row => new Money(row.Line.Row.ClosingMinor, row.Sheet.Currency));

    public void Map(IEndpointRouteBuilder app) => app.MapFile("/ledger/roll-forward", ListAsync);

    private static async Task<IResult> ListAsync(
        HttpContext http, string kind, RollForwardSheets query, string? month, string? from, string? to, Guid? entity,
        string? currency, string? by)
    {
        var filter = RollForwardQuery.Parse(month, from, to, entity, currency);
        return filter.IsRefused ? ListFiles.Refused(filter.Refusal)
            : await File.AnswerAsync(
                http, kind, actor => query.RunAsync(filter.Value, actor, http.RequestAborted),
                answer => answer.Sheets.SelectMany(sheet => sheet.Accounts
                    .SelectMany(line => by == "day" ? sheet.Days[line.Row.Account] : [line])
                    .Select(line => new Row(answer, sheet, line))));
    }
}
