using Microsoft.AspNetCore.Antiforgery;
using OpsPortal.Documents;
using OpsPortal.Identity;

namespace OpsPortal.Features.Exceptions;

/// <summary>The files and the evidence pack of a case over HTTP.</summary>
internal sealed class CaseEvidenceEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/exceptions/{id:guid}/evidence", AddAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/exceptions/{id:guid}/evidence/{file:guid}", GetAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/exceptions/{id:guid}/pack.{kind:regex(^(pdf|json)$)}", PackAsync).RequireAuthorization()
            .ExcludeFromDescription();
    }

    private static Task<IResult> AddAsync(Guid id, HttpContext http, IAntiforgery antiforgery, AddCaseEvidence add) =>
        EvidenceUpload.TakeAsync(http, antiforgery, $"/exceptions/{id}", async (actor, file, content) =>
            (await add.RunAsync(new(new ExceptionId(id), file.FileName, content), actor, http.RequestAborted)).Refusal);

    private static async Task<IResult> GetAsync(Guid id, Guid file, HttpContext http, CaseEvidenceDownload download) =>
        Sessions.ActorOf(http.User) is not { } actor ? Results.Unauthorized() : EvidenceUpload.Download(http,
            await download.RunAsync(new ExceptionId(id), new EvidenceId(file), actor, http.RequestAborted));

    private static Task<IResult> PackAsync(Guid id, string kind, HttpContext http, CasePacks packs) =>
        PackFile.AnswerAsync(http, $"case-{id}", kind,
            actor => packs.MakeAsync(new ExceptionId(id), actor, http.RequestAborted));
}
