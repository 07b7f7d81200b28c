using System.Text;
using OpsPortal.Domain.Ledger.CutOvers;
using OpsPortal.Identity;

namespace OpsPortal.Features.Ledger.CutOvers;

/// <summary>Downloads of a cut-over: samples of its files, and the files as they were sent.</summary>
internal sealed class CutOverEndpoints : IEndpoints
{
    private const string Csv = "text/csv; charset=utf-8";

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/ledger/cut-over/samples/{name}.csv", Sample).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/ledger/cut-over/{entity:guid}/{name}.csv", FileAsync).RequireAuthorization().ExcludeFromDescription();
    }

    /// <summary>A file that is read as it is, once its names are there.</summary>
    public static string SampleOf(CutOverFileRule rule) =>
        string.Join("\r\n", [string.Join(',', rule.Columns.Select(column => column.Name)), .. rule.Sample, ""]);

    private static IResult Sample(string name) => CutOverFiles.Find(name) is { } rule
        ? Results.File(Encoding.UTF8.GetBytes(SampleOf(rule)), Csv, $"{rule.Name}.csv")
        : Results.Text(SharedRefusals.NotFound("file").Text, statusCode: StatusCodes.Status404NotFound);

    private static async Task<IResult> FileAsync(Guid entity, string name, HttpContext http, CutOverDetail detail)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        if (CutOverFiles.Find(name) is not { } rule)
            return Results.Text(SharedRefusals.NotFound("file").Text, statusCode: StatusCodes.Status404NotFound);
        var file = await detail.FileAsync(new(entity), rule.Kind, actor, http.RequestAborted);
        if (file.Refusal is { } refusal)
            return Results.Text(refusal.Text, statusCode: StatusCodes.Status404NotFound);
        return Results.File(file.Value.Content, Csv, $"{rule.Name}.csv");
    }
}
