using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>Adds a file to a case after its bytes were looked at.</summary>
[UseCase]
internal sealed class AddCaseEvidence(CommandRunner runner, FileScanner scanner, EvidenceStore store)
{
    internal sealed record Command(ExceptionId Case, string FileName, byte[] Content);

    public async Task<Outcome<EvidenceId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        await scanner.WhyNotAsync(Permission.WorkExceptions, command.Content, actor, ct) is { } refusal ? refusal
            : await runner.RunAsync(Permission.WorkExceptions, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<EvidenceId>> AddAsync(Work work, Command command)
    {
        var found = await OneCase.FindAsync(work, command.Case);
        if (found is null)
            return SharedRefusals.NotFound("exception");
        var file = await store.TakeAsync(command.FileName, command.Content, work.Ct);
        if (file.IsRefused)
            return file.Refusal;
        var id = new EvidenceId(Guid.CreateVersion7());
        var added = OneCase.Change(work, found, "Added evidence", $"{file.Value.Name}, SHA-256 {file.Value.Hash}",
            one => one.AddEvidence(id, file.Value, work.Person.Id, work.Now));
        return added.IsRefused ? added.Refusal : id;
    }
}

/// <summary>A file of a case that the person may see.</summary>
[UseCase]
internal sealed class CaseEvidenceDownload(QueryRunner runner, EvidenceStore store)
{
    public Task<Outcome<OpenedEvidence>> RunAsync(ExceptionId id, EvidenceId file, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeExceptions, actor, async reading => store.Open(
            await ExceptionList.Seen(reading).Where(found => found.Id == id).SelectMany(found => found.Evidence)
                .SingleOrDefaultAsync(evidence => evidence.Id == file, reading.Ct)), ct);
}
