using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>Keeps evidence files under the data folder by the hash of their content: the same content is kept once.</summary>
[Part]
internal sealed class EvidenceStore(DataFolder folder)
{
    public async Task<string> KeepAsync(byte[] content, CancellationToken ct)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var path = PathOf(hash);
        if (File.Exists(path))
            return hash;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var half = $"{path}.{Guid.CreateVersion7():N}";
        await File.WriteAllBytesAsync(half, content, ct);
        File.Move(half, path, overwrite: true);
        return hash;
    }

    public Stream? Open(string hash) => File.Exists(PathOf(hash)) ? File.OpenRead(PathOf(hash)) : null;

    private string PathOf(string hash) => Path.Combine(folder.Path, "evidence", hash[..2], hash);
}

/// <summary>Adds a file to a milestone after its bytes were looked at.</summary>
[UseCase]
internal sealed class AddEvidence(CommandRunner runner, EvidenceStore store)
{
    internal sealed record Command(MilestoneId Milestone, string FileName, byte[] Content);

    public Task<Outcome<EvidenceId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SubmitMilestone, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<EvidenceId>> AddAsync(Work work, Command command)
    {
        var name = Path.GetFileName(command.FileName.Replace('\\', '/'));
        var type = EvidenceTypes.Check(name, command.Content);
        if (type.IsRefused)
            return type.Refusal;
        var found = await MilestoneMoves.FindAsync(work, command.Milestone);
        if (found.IsRefused)
            return found.Refusal;
        var hash = await store.KeepAsync(command.Content, work.Ct);
        var id = new EvidenceId(Guid.CreateVersion7());
        var file = new EvidenceFile(name, type.Value, command.Content.LongLength, hash);
        var added = found.Value.AddEvidence(id, file, work.Person.Id, work.Now);
        if (added.IsRefused)
            return added.Refusal;
        work.Audit("Added evidence", "milestone", command.Milestone.Value, after: hash);
        return id;
    }
}

/// <summary>An evidence file that the person may see.</summary>
[UseCase]
internal sealed class EvidenceDownload(QueryRunner runner, EvidenceStore store)
{
    internal sealed record Answer(string FileName, string ContentType, Stream Content);

    public Task<Outcome<Answer>> RunAsync(MilestoneId milestone, EvidenceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeMilestones, actor, reading => ReadAsync(reading, milestone, id), ct);

    private async Task<Outcome<Answer>> ReadAsync(Reading reading, MilestoneId milestone, EvidenceId id)
    {
        var found = await reading.Db.Set<Milestone>().SingleOrDefaultAsync(m => m.Id == milestone, reading.Ct);
        if (found is null || !reading.Sees(found.LegalEntityId) || found.Evidence.SingleOrDefault(e =>
            e.Id == id) is not { } file)
            return SharedRefusals.NotFound("file");
        return store.Open(file.Hash) is { } content ? new Answer(file.FileName, file.ContentType, content)
            : SharedRefusals.NotFound("file");
    }
}
