using OpsPortal.Documents;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.TrialBalances;
using OpsPortal.Identity;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Downloads of the room: the rows of a run, a report as it came.</summary>
internal sealed class ReconciliationEndpoints : IEndpoints
{
    private static readonly ListFile<(ReconciliationRow Row, Currency Currency)> File =
        new ListFile<(ReconciliationRow Row, Currency Currency)>("reconciliation", ListFiles.MostOfASheet)
            .Count("number", one => one.Row.Number)
            .Text("party", one => one.Row.Party.ToString())
            .Text("key", one => one.Row.Key)
            .Text("reference", one => one.Row.Reference)
            .Day("date", one => one.Row.Date)
            .Text("currency", one => one.Currency.Code)
            .Amount("amount", one => new Money(one.Row.AmountMinor, one.Currency))
            .Text("group", one => one.Row.GroupKey)
            .Count("match", one => one.Row.MatchNumber)
            .Text("rule", one => one.Row.Rule)
            .Text("kind", one => one.Row.Kind?.ToString());

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapFile("/reconciliation/{run:guid}/rows", RowsAsync);
        app.MapGet("/reconciliation/trial-balances/{taken:guid}/file", TrialBalanceAsync).RequireAuthorization()
            .ExcludeFromDescription();
        app.MapGet("/reconciliation/reports/{report:guid}/file", FileAsync).RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>The rows of a run: both sides, each with its match or the reason why it has none.</summary>
    private static Task<IResult> RowsAsync(HttpContext http, string kind, Guid run, ReconciliationDetail detail) =>
        File.AnswerAsync(
            http, kind, actor => detail.AllAsync(new ReconciliationRunId(run), actor, http.RequestAborted),
            found => found.Rows.Select(row => (row, found.Run.Currency)));

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
