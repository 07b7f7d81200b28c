using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Milestones;

namespace OpsPortal.Features.Exceptions;

/// <summary>Adds a file to a case after its bytes were looked at, as a milestone's evidence is.</summary>
[UseCase]
internal sealed class AddCaseEvidence(CommandRunner runner, EvidenceStore store)
{
    internal sealed record Command(ExceptionId Case, string FileName, byte[] Content);

    public Task<Outcome<EvidenceId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.WorkExceptions, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<EvidenceId>> AddAsync(Work work, Command command)
    {
        var name = Path.GetFileName(command.FileName.Replace('\\', '/'));
        var type = EvidenceTypes.Check(name, command.Content);
        if (type.IsRefused)
            return type.Refusal;
        var found = await OneCase.FindAsync(work, command.Case);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        var hash = await store.KeepAsync(command.Content, work.Ct);
        var file = new EvidenceFile(name, type.Value, command.Content.LongLength, hash);
        var id = new EvidenceId(Guid.CreateVersion7());
        var added = OneCase.Change(work, found, "Added evidence", $"{name}, SHA-256 {hash}",
            one => one.AddEvidence(id, file, work.Person.Id, work.Now));
        return added.IsRefused ? added.Refusal : id;
    }
}

/// <summary>A file of a case that the person may see.</summary>
[UseCase]
internal sealed class CaseEvidenceDownload(QueryRunner runner, EvidenceStore store)
{
    public Task<Outcome<EvidenceDownload.Answer>> RunAsync(ExceptionId id, EvidenceId file, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, reading => ReadAsync(reading, id, file), ct);

    private async Task<Outcome<EvidenceDownload.Answer>> ReadAsync(Reading reading, ExceptionId id, EvidenceId file)
    {
        var kept = await ExceptionList.Seen(reading).Where(found => found.Id == id).SelectMany(found => found.Evidence)
            .SingleOrDefaultAsync(evidence => evidence.Id == file, reading.Ct);
        return kept is not null && store.Open(kept.Hash) is { } content
            ? new EvidenceDownload.Answer(kept.FileName, kept.ContentType, content)
            : SharedRefusals.NotFound("file");
    }
}
