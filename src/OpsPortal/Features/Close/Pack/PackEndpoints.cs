using Microsoft.Net.Http.Headers;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Identity;

namespace OpsPortal.Features.Close.Pack;

/// <summary>The pack as a file: for programs with a key, and for the person at the screen.</summary>
internal sealed class PackEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.Api().MapGet("/close/{entity}/{period}/pack", GetAsync).NeedsScope(ApiScope.CloseRead)
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        app.MapGet("/close/{entity}/{period}/pack", DownloadAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(HttpContext http, ClosePacks packs, string entity, string period, int? version)
    {
        var found = await packs.OpenAsync(entity, period, version, http.ApiActor(), http.RequestAborted);
        return found.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : FileOf(found.Value);
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext http, ClosePacks packs, string entity, string period, int? version)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Text(SharedRefusals.SignedOut.Text, statusCode: StatusCodes.Status401Unauthorized);
        var found = await packs.OpenAsync(entity, period, version, actor, http.RequestAborted);
        return found.Refusal is { } refusal
            ? Results.Text(refusal.Text, statusCode: ApiProblem.StatusOf(refusal)) : FileOf(found.Value);
    }

    private static IResult FileOf(ClosePacks.Download pack) => Results.File(pack.Content, "application/zip", pack.Name,
        entityTag: new EntityTagHeaderValue($"\"{pack.Hash}\""), enableRangeProcessing: true);
}
