using Microsoft.Net.Http.Headers;
using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Domain.Close;
using OpsPortal.Identity;

namespace OpsPortal.Features.Close.Pack;

/// <summary>
/// The pack as a file: for programs with a key, and for the person at the screen. Who fetches a pack that nobody has asked for
/// asks for it by that, and gets it as soon as it is made.
/// </summary>
internal sealed class PackEndpoints : IEndpoints
{
    private const int LooksWhileMade = 50;
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(400);

    public void Map(IEndpointRouteBuilder app)
    {
        app.Api().MapGet("/close/{entity}/{period}/pack", GetAsync).NeedsScope(ApiScope.CloseRead)
            .Produces(StatusCodes.Status200OK, contentType: "application/zip").Produces(StatusCodes.Status304NotModified)
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
        app.MapGet("/close/{entity}/{period}/pack", DownloadAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> GetAsync(
        HttpContext http, ClosePacks packs, AskForPack ask, string entity, string period, int? version)
    {
        var found = await FetchAsync(packs, ask, entity, period, version, http.ApiActor(), http.RequestAborted);
        return found.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : FileOf(found.Value);
    }

    private static async Task<IResult> DownloadAsync(
        HttpContext http, ClosePacks packs, AskForPack ask, string entity, string period, int? version)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Text(SharedRefusals.SignedOut.Text, statusCode: StatusCodes.Status401Unauthorized);
        var found = await FetchAsync(packs, ask, entity, period, version, actor, http.RequestAborted);
        return found.Refusal is { } refusal
            ? Results.Text(refusal.Text, statusCode: ApiProblem.StatusOf(refusal)) : FileOf(found.Value);
    }

    // Long packs take minutes: then the answer says how far it is.
    private static async Task<Outcome<ClosePacks.Download>> FetchAsync(
        ClosePacks packs, AskForPack ask, string entity, string period, int? version, Actor actor, CancellationToken ct)
    {
        var found = await packs.OpenAsync(entity, period, version, actor, ct);
        if (found.Refusal?.Code == PackRefusals.NotMadeCode)
        {
            var close = await packs.SignedAsync(entity, period, version, actor, ct);
            var asked = close.IsRefused ? close.Refusal : await ask.RunAsync(close.Value, actor, ct);
            if (asked.IsRefused)
                return asked.Refusal;
            found = await packs.OpenAsync(entity, period, version, actor, ct);
        }

        for (var look = 0; look < LooksWhileMade && found.Refusal?.Code == PackRefusals.BeingMadeCode; look++)
        {
            await Task.Delay(BetweenLooks, ct);
            found = await packs.OpenAsync(entity, period, version, actor, ct);
        }

        return found;
    }

    private static IResult FileOf(ClosePacks.Download pack) => Results.File(pack.Content, "application/zip", pack.Name,
        entityTag: new EntityTagHeaderValue($"\"{pack.Hash}\""), enableRangeProcessing: true);
}
