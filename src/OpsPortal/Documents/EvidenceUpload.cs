using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using OpsPortal.Access;
using OpsPortal.Domain.Milestones;
using OpsPortal.Identity;

namespace OpsPortal.Documents;

/// <summary>
/// One evidence file in or out over HTTP, for every room that keeps evidence: a form with the antiforgery token, 20 MB at most,
/// and a download that never runs in the browser.
/// </summary>
internal static class EvidenceUpload
{
    // More than a file may hold, so that a person who sends too much is told so on the page instead of being cut off.
    private const long MostRequestBytes = 4 * EvidenceTypes.MostBytes;

    private static Refusal TooLarge => MilestonesRefusals.FileTooLarge(EvidenceTypes.MostBytes);

    /// <param name="page">The page that the browser goes back to.</param>
    /// <param name="take">Takes the file; the refusal where it was not taken.</param>
    public static async Task<IResult> TakeAsync(
        HttpContext http, IAntiforgery antiforgery, string page, Func<Actor, IFormFile, byte[], Task<Refusal?>> take)
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
            return await TakeAsync(form, http, page, (file, content) => take(actor, file, content));
        }
        catch (BadHttpRequestException trouble) when (trouble.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Refused(TooLarge, StatusCodes.Status413PayloadTooLarge);
        }
    }

    public static IResult Download(HttpContext http, Outcome<OpenedEvidence> read)
    {
        if (read.IsRefused)
            return Results.NotFound();
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return Results.File(read.Value.Content, read.Value.ContentType, read.Value.FileName);
    }

    private static async Task<IResult> TakeAsync(
        IFormCollection form, HttpContext http, string page, Func<IFormFile, byte[], Task<Refusal?>> take)
    {
        if (form.Files.GetFile("file") is not { } file)
            return Refused(SharedRefusals.Required("file"), StatusCodes.Status400BadRequest);
        if (file.Length > EvidenceTypes.MostBytes)
            return BackToPage(page, http, TooLarge, StatusCodes.Status413PayloadTooLarge);
        using var content = new MemoryStream();
        await file.CopyToAsync(content, http.RequestAborted);
        return await take(file, content.ToArray()) is { } refusal
            ? BackToPage(page, http, refusal, StatusOf(refusal))
            : Results.Redirect(page);
    }

    // A browser comes back to the page, which says why; a program is told by the status.
    private static IResult BackToPage(string page, HttpContext http, Refusal refusal, int status) =>
        http.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            ? Results.Redirect($"{page}?refused={Uri.EscapeDataString(refusal.Code)}")
            : Refused(refusal, status);

    private static int StatusOf(Refusal refusal) =>
        refusal.Code == SharedRefusals.NotFound("").Code ? StatusCodes.Status404NotFound
            : StatusCodes.Status422UnprocessableEntity;

    private static IResult Refused(Refusal refusal, int status) => Results.Text(refusal.Text, statusCode: status);
}
