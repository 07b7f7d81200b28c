using Microsoft.AspNetCore.Antiforgery;
using OpsPortal.Documents;
using OpsPortal.Identity;

namespace OpsPortal.Features.Milestones;

/// <summary>The evidence files of milestones over HTTP.</summary>
internal sealed class EvidenceEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/milestones/{id:guid}/evidence", AddAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/milestones/{id:guid}/evidence/{file:guid}", GetAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static Task<IResult> AddAsync(Guid id, HttpContext http, IAntiforgery antiforgery, AddEvidence add) =>
        EvidenceUpload.TakeAsync(http, antiforgery, $"/milestones/{id}", async (actor, file, content) =>
            (await add.RunAsync(new(new MilestoneId(id), file.FileName, content), actor, http.RequestAborted)).Refusal);

    private static async Task<IResult> GetAsync(Guid id, Guid file, HttpContext http, EvidenceDownload download) =>
        Sessions.ActorOf(http.User) is not { } actor ? Results.Unauthorized() : EvidenceUpload.Download(http,
            await download.RunAsync(new MilestoneId(id), new EvidenceId(file), actor, http.RequestAborted));
}
