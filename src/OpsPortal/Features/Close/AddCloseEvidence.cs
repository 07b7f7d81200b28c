using Microsoft.AspNetCore.Antiforgery;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;
using OpsPortal.Identity;

namespace OpsPortal.Features.Close;

/// <summary>Adds a file to an item of the checklist after its bytes were looked at; the close pack names it with its
/// hash.</summary>
[UseCase]
internal sealed class AddCloseEvidence(CommandRunner runner, FileScanner scanner, EvidenceStore store)
{
    internal sealed record Command(PeriodCloseId Close, string Code, string FileName, byte[] Content);

    public async Task<Outcome<EvidenceId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        await scanner.WhyNotAsync(Permission.TickCloseItem, command.Content, actor, ct) is { } refusal ? refusal
            : await runner.RunAsync(Permission.TickCloseItem, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<EvidenceId>> AddAsync(Work work, Command command)
    {
        var close = await Closes.FindAsync(work, command.Close);
        if (close is null || (await Checklists.OfAsync(work.Db, close, work.Ct)).Of(command.Code) is not { } item)
            return SharedRefusals.NotFound("item of the checklist");
        if (close.State != CloseState.Preparing)
            return CloseRefusals.Locked;
        if (!item.IsDoneBy(work.Person.Roles))
            return CloseRefusals.NotYourItem(item);
        var kept = await work.Db.Set<CloseEvidence>().CountAsync(
            one => one.CloseId == close.Id && one.Code == command.Code, work.Ct);
        if (kept >= CloseEvidence.MostOfAnItem)
            return CloseRefusals.TooManyFiles(CloseEvidence.MostOfAnItem);
        var file = await store.TakeAsync(command.FileName, command.Content, work.Ct);
        if (file.IsRefused)
            return file.Refusal;
        var id = new EvidenceId(Guid.CreateVersion7());
        work.Db.Add(new CloseEvidence(id, close.Id, command.Code, file.Value, work.Person.Id, work.Now));
        work.Audit("Added evidence to close", Closes.Kind, close.Id.Value,
            after: $"{command.Code}: {file.Value.Name}, SHA-256 {file.Value.Hash}");
        return id;
    }
}

/// <summary>A file of a close that the person may see.</summary>
[UseCase]
internal sealed class CloseEvidenceDownload(QueryRunner runner, EvidenceStore store)
{
    public Task<Outcome<OpenedEvidence>> RunAsync(EvidenceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeClose, actor, async reading =>
        {
            var seen = reading.Person.LegalEntities;
            return store.Open(await reading.Db.Set<CloseEvidence>().SingleOrDefaultAsync(file => file.Id == id
                && reading.Db.Set<PeriodClose>().Any(close => close.Id == file.CloseId
                    && seen.Contains(close.LegalEntityId)), reading.Ct));
        }, ct);

    /// <summary>The latest close of a month that the person may see.</summary>
    public Task<Outcome<PeriodCloseId>> CloseAsync(string entityCode, string month, Actor actor, CancellationToken ct) =>
        runner.RunAsync<PeriodCloseId>(Permission.SeeClose, actor, async reading =>
        {
            var (seen, parsed) = (reading.Person.LegalEntities, YearMonthPattern.Iso.Parse(month));
            var (year, number) = parsed.Success ? (parsed.Value.Year, parsed.Value.Month) : (0, 0);
            var found = await reading.Db.Set<PeriodClose>().Where(close => seen.Contains(close.LegalEntityId)
                    && close.Year == year && close.Month == number && reading.Db.Set<LegalEntity>()
                        .Any(entity => entity.Id == close.LegalEntityId && entity.Code == entityCode))
                .OrderByDescending(close => close.Version).Select(close => (PeriodCloseId?)close.Id)
                .FirstOrDefaultAsync(reading.Ct);
            return found is { } id ? id : SharedRefusals.NotFound("close");
        }, ct);
}

/// <summary>The files of a close's checklist over HTTP.</summary>
internal sealed class CloseEvidenceEndpoints : IEndpoints
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/close/{entity}/{month}/evidence/{code}", AddAsync).RequireAuthorization().ExcludeFromDescription();
        app.MapGet("/close/{entity}/{month}/evidence/{file:guid}", GetAsync).RequireAuthorization().ExcludeFromDescription();
    }

    private static Task<IResult> AddAsync(
        string entity, string month, string code, HttpContext http, IAntiforgery antiforgery, AddCloseEvidence add,
        CloseEvidenceDownload closes) =>
        EvidenceUpload.TakeAsync(http, antiforgery, $"/close/{entity}/{month}", async (actor, file, content) =>
        {
            var close = await closes.CloseAsync(entity, month, actor, http.RequestAborted);
            return close.IsRefused ? close.Refusal : (await add.RunAsync(
                new(close.Value, code, file.FileName, content), actor, http.RequestAborted)).Refusal;
        });

    private static async Task<IResult> GetAsync(Guid file, HttpContext http, CloseEvidenceDownload download) =>
        Sessions.ActorOf(http.User) is not { } actor ? Results.Unauthorized()
            : EvidenceUpload.Download(http, await download.RunAsync(new EvidenceId(file), actor, http.RequestAborted));
}
