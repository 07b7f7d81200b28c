using OpsPortal.Api;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>The public API of matching: a trial run over what the caller gives.</summary>
internal sealed class MatchingApi : IEndpoints
{
    /// <summary>Room for the most payments and invoices that a trial takes.</summary>
    private const long MostBytes = 16 * 1024 * 1024;

    public void Map(IEndpointRouteBuilder app) =>
        app.Api().MapPost("/matching/try", TryAsync).NeedsScope(ApiScope.MatchingTry).TakesUpTo(MostBytes);

    private static async Task<IResult> TryAsync(TryMatching trial, HttpContext http, CancellationToken ct)
    {
        var body = await http.ReadAsync<MatchingTry.Body>();
        return body.IsRefused
            ? ApiProblem.Of(body.Refusal, http)
            : ApiAnswer.Of(await trial.RunAsync(body.Value, http.ApiActor(), ct), http);
    }
}
