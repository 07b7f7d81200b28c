using NodaTime.Text;
using OpsPortal.Identity;

namespace OpsPortal.Features.Sandbox;

/// <summary>The sandbox provider's report of its balance, to download and to bring in under Reconciliation.</summary>
internal sealed class BalanceReportEndpoint : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/sandbox/balance-reports/{entity:guid}", DownloadAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> DownloadAsync(
        HttpContext http, Guid entity, string? from, string? to, MakeBalanceReport reports)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var (first, last) = (LocalDatePattern.Iso.Parse(from ?? ""), LocalDatePattern.Iso.Parse(to ?? ""));
        if ((from is not null && !first.Success) || (to is not null && !last.Success))
            return Results.BadRequest("Give the days as from=2026-03-01&to=2026-03-31.");
        var made = await reports.RunAsync(
            new LegalEntityId(entity), first.Success ? first.Value : null, last.Success ? last.Value : null, actor,
            http.RequestAborted);
        return made.Refusal is { } refusal
            ? Results.Text(refusal.Text, statusCode: refusal.Code == "shared.not-found" ? StatusCodes.Status404NotFound
                : StatusCodes.Status403Forbidden)
            : Results.File(made.Value.Bytes, "text/csv", made.Value.FileName);
    }
}
