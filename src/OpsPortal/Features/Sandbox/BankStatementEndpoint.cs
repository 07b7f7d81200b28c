using OpsPortal.Identity;

namespace OpsPortal.Features.Sandbox;

/// <summary>The sandbox's bank: a statement to download and to import.</summary>
internal sealed class BankStatementEndpoint : IEndpoints
{
    public void Map(IEndpointRouteBuilder app) =>
        app.MapGet("/sandbox/bank-statements/{account:guid}", DownloadAsync).RequireAuthorization().ExcludeFromDescription();

    private static async Task<IResult> DownloadAsync(HttpContext http, Guid account, MakeBankStatement statements)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var made = await statements.RunAsync(new BankAccountId(account), actor, http.RequestAborted);
        return made.Refusal is { } refusal
            ? Results.Text(refusal.Text, statusCode: refusal.Code == "shared.not-found" ? StatusCodes.Status404NotFound
                : StatusCodes.Status403Forbidden)
            : Results.File(made.Value.Bytes, "application/xml", made.Value.FileName);
    }
}
