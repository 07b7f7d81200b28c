using OpsPortal.Identity;
using OpsPortal.Access;

namespace OpsPortal.Documents;

/// <summary>Answers a pack over HTTP, as PDF or as JSON.</summary>
internal static class PackFile
{
    public static async Task<IResult> AnswerAsync(
        HttpContext http, string name, string kind, Func<Actor, Task<Outcome<EvidencePack>>> make)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Text(SharedRefusals.SignedOut.Text, statusCode: StatusCodes.Status401Unauthorized);
        var pack = await make(actor);
        if (pack.IsRefused)
            return Results.Text(pack.Refusal.Text, statusCode: StatusCodes.Status404NotFound);
        return kind == "json"
            ? Results.File(pack.Value.ToJson(), "application/json; charset=utf-8", $"{name}.json")
            : Results.File(pack.Value.ToPdf(), "application/pdf", $"{name}.pdf");
    }
}
