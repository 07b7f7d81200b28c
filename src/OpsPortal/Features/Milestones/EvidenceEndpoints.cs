using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using OpsPortal.Access;
using OpsPortal.Domain.Milestones;
using OpsPortal.Identity;

namespace OpsPortal.Features.Milestones;

/// <summary>Files in and out over HTTP: a form with the antiforgery token, 20 MB at most, and a download that never runs in
/// the browser.</summary>
internal sealed class EvidenceEndpoints : IEndpoints
{
    // More than a file may hold, so that a person who sends too much is told so on the page instead of being cut off.
    private const long MostRequestBytes = 4 * EvidenceTypes.MostBytes;

    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/milestones/{id:guid}/evidence", AddAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/milestones/{id:guid}/evidence/{file:guid}", GetAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static async Task<IResult> AddAsync(Guid id, HttpContext http, IAntiforgery antiforgery, AddEvidence add)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Refused(SharedRefusals.SignedOut, StatusCodes.Status401Unauthorized);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostRequestBytes;
        if (!http.Request.HasFormContentType)
            return Refused(SharedRefusals.Required("file"), StatusCodes.Status400BadRequest);
        if (http.Request.ContentLength > MostRequestBytes)
            return Refused(TooLarge, StatusCodes.Status413PayloadTooLarge);
        try
        {
            if (!await antiforgery.IsRequestValidAsync(http))
                return Refused(SharedRefusals.SignedOut, StatusCodes.Status400BadRequest);
            var form = await http.Request.ReadFormAsync(http.RequestAborted);
            return await TakeAsync(id, form, http, actor, add);
        }
        catch (BadHttpRequestException trouble) when (trouble.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(TooLarge, StatusCodes.Status413PayloadTooLarge);
        }
    }

    private static Refusal TooLarge => MilestonesRefusals.FileTooLarge(EvidenceTypes.MostBytes);

    private static async Task<IResult> TakeAsync(Guid id, IFormCollection form, HttpContext http, Actor actor, AddEvidence add)
    {
        if (form.Files.GetFile("file") is not { } file)
            return Refused(SharedRefusals.Required("file"), StatusCodes.Status400BadRequest);
        if (file.Length > EvidenceTypes.MostBytes)
            return BackToPage(id, http, TooLarge, StatusCodes.Status413PayloadTooLarge);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, http.RequestAborted);
        var command = new AddEvidence.Command(new MilestoneId(id), file.FileName, content.ToArray());
        var added = await add.RunAsync(command, actor, http.RequestAborted);
        return added.Refusal is { } refusal
            ? BackToPage(id, http, refusal, StatusOf(refusal))
            : Results.Redirect($"/milestones/{id}");
    }

    // A browser comes back to the page, which says why; a program is told by the status.
    private static IResult BackToPage(Guid id, HttpContext http, Refusal refusal, int status) =>
        http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Results.Redirect($"/milestones/{id}?refused={Uri.EscapeDataString(refusal.Code)}")
            : Refused(refusal, status);

    private static int StatusOf(Refusal refusal) =>
        refusal.Code == SharedRefusals.NotFound("").Code ? StatusCodes.Status404NotFound
            : StatusCodes.Status422UnprocessableEntity;

    private static async Task<IResult> GetAsync(Guid id, Guid file, HttpContext http, EvidenceDownload download)
    {
        if (Sessions.ActorOf(http.User) is not { } actor)
            return Results.Unauthorized();
        var read = await download.RunAsync(new MilestoneId(id), new EvidenceId(file), actor, http.RequestAborted);
        if (read.IsRefused)
            return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(read.Value.Content, read.Value.ContentType, read.Value.FileName);
    }

    private static IResult Refused(Refusal refusal, int status) => Results.Text(refusal.Text, statusCode: status);
}
