using OpsPortal.Access;
using OpsPortal.Api;
using OpsPortal.Components;
using OpsPortal.Domain.Erp;
using OpsPortal.Identity;

namespace OpsPortal.Features.Erp;

/// <summary>The files of exports over HTTP, and exports for programs.</summary>
internal sealed class ErpEndpoints : IEndpoints
{
    private sealed record FileJson(int Number, string Name, long SizeBytes, string Sha256);

    private sealed record ExportJson(
        Guid Id, Guid Entity, string EntityCode, int Number, string Target, LocalDate FirstDay, LocalDate LastDay,
        string Granularity, bool IsProvisional, int MappingVersion, Instant HandedOverAt, int Documents,
        int Entries, int Accepted, int AlreadyThere,
        int Rejected, int Waiting, int SentAgain, IReadOnlyList<FileJson> Files);

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/erp/exports/{id:guid}/files/{ordinal:int}", FileAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/erp/ownership.{kind:regex(^(csv|json)$)}", OwnershipAsync).RequireAuthorization().ExcludeFromDescription();
        var exports = app.Api().MapGroup("/erp/exports");
        exports.MapGet("/{id:guid}", ExportAsync).NeedsScope(ApiScope.LedgerRead).Produces<ExportJson>();
        exports.MapGet("/{id:guid}/files/{ordinal:int}", ApiFileAsync).NeedsScope(ApiScope.LedgerRead);
    }

    private static async Task<IResult> FileAsync(Guid id, int ordinal, HttpContext http, ErpFileDownload download)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var file = await download.RunAsync(new(id), ordinal, actor, http.RequestAborted);
        return file.Refusal is { } refusal ? Results.Text(refusal.Text, statusCode: StatusCodes.Status404NotFound)
            : Sent(file.Value);
    }

    private static async Task<IResult> OwnershipAsync(string kind, HttpContext http, OwnershipMap map)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var made = await map.RunAsync(actor, http.RequestAborted);
        if (made.Refusal is { } refusal)
            return Results.Text(refusal.Text, statusCode: StatusCodes.Status403Forbidden);
        return Sent(kind == "csv" ? new("ownership.csv", OwnershipMap.Csv(made.Value))
            : new("ownership.json", OwnershipMap.Json(made.Value)));
    }

    private static async Task<IResult> ExportAsync(Guid id, HttpContext http, ErpHandoverDetail detail)
    {
        var found = await detail.RunAsync(new(id), new(), ListPlace.First, http.ApiActor(), http.RequestAborted);
        return found.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : ApiAnswer.Ok(Of(found.Value));
    }

    private static async Task<IResult> ApiFileAsync(Guid id, int ordinal, HttpContext http, ErpFileDownload download)
    {
        var file = await download.RunAsync(new(id), ordinal, http.ApiActor(), http.RequestAborted);
        return file.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : Sent(file.Value);
    }

    private static IResult Sent(ErpFileDownload.Answer file) => Results.File(
        file.Content, file.Name.EndsWith(".json", StringComparison.Ordinal) ? "application/json" : "text/csv; charset=utf-8",
        file.Name);

    private static ExportJson Of(ErpHandoverDetail.Answer found)
    {
        var (handover, counts) = (found.Handover, found.Counts);
        return new ExportJson(
            handover.Id.Value, found.Entity.Id.Value, found.Entity.Code, handover.Number, handover.Target.ToString(),
            handover.FirstDay, handover.LastDay, handover.Granularity.ToString(), handover.IsProvisional,
            handover.MappingVersion, handover.HandedOverAt, handover.DocumentCount, handover.EntryCount, counts.Accepted,
            counts.AlreadyThere, counts.Rejected, counts.Waiting, counts.SentAgain.Sum(later => later.Count),
            [.. found.Files.Select(file => new FileJson(file.Ordinal, file.Name, file.SizeBytes, file.Hash))]);
    }
}
