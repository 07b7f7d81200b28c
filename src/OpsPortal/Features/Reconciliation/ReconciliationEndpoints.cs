using System.Text;
using OpsPortal.Documents;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.TrialBalances;
using OpsPortal.Identity;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Downloads of the room: the rows of a run, a report as it came.</summary>
internal sealed class ReconciliationEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/reconciliation/{run:guid}/rows.csv", RowsAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/reconciliation/trial-balances/{taken:guid}/file", TrialBalanceAsync).RequireAuthorization()
            .ExcludeFromDescription();
        app.MapGet("/reconciliation/reports/{report:guid}/file", FileAsync).RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>The rows of a run as a table: both sides, each with its match or the reason why it has none.</summary>
    public static string Csv(ReconciliationRun run, IEnumerable<ReconciliationRow> rows)
    {
        var text = new StringBuilder("number,party,key,reference,date,currency,amount,group,match,rule,kind\n");
        foreach (var row in rows)
        {
            var cells = new[]
            {
                $"{row.Number}", row.Party.ToString(), row.Key, row.Reference, row.Date.ToString("uuuu-MM-dd", null),
                run.Currency.Code, new Money(row.AmountMinor, run.Currency).ToDecimalString(), row.GroupKey ?? "",
                row.MatchNumber is { } match ? $"{match}" : "", row.Rule ?? "", row.Kind?.ToString() ?? "",
            };
            text.AppendJoin(',', cells.Select(CsvCells.Of)).Append('\n');
        }

        return text.ToString();
    }

    private static async Task<IResult> RowsAsync(HttpContext http, Guid run, ReconciliationDetail detail)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var found = await detail.AllAsync(new ReconciliationRunId(run), actor, http.RequestAborted);
        return found.Refusal is { } refusal ? Refused(refusal)
            : Results.File(Encoding.UTF8.GetBytes(Csv(found.Value.Run, found.Value.Rows)), "text/csv",
                $"reconciliation-{run}.csv");
    }

    private static async Task<IResult> FileAsync(HttpContext http, Guid report, ReportDetail detail)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var found = await detail.FileAsync(new ProviderReportId(report), actor, http.RequestAborted);
        return found.Refusal is { } refusal ? Refused(refusal)
            : Results.File(found.Value.Content, "application/octet-stream", found.Value.Name);
    }

    private static async Task<IResult> TrialBalanceAsync(HttpContext http, Guid taken, TrialBalanceDetail detail)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var found = await detail.FileAsync(new(taken), actor, http.RequestAborted);
        return found.Refusal is { } refusal ? Refused(refusal)
            : Results.File(found.Value.Content, "application/octet-stream", found.Value.Name);
    }

    private static IResult Refused(Refusal refusal) => Results.Text(
        refusal.Text, statusCode: refusal.Code == "shared.not-found" ? StatusCodes.Status404NotFound
            : StatusCodes.Status403Forbidden);
}
