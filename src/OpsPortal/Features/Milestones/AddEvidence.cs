using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Milestones;

/// <summary>Adds a file to a milestone after its bytes were looked at.</summary>
[UseCase]
internal sealed class AddEvidence(CommandRunner runner, FileScanner scanner, EvidenceStore store)
{
    internal sealed record Command(MilestoneId Milestone, string FileName, byte[] Content);

    public async Task<Outcome<EvidenceId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        await scanner.WhyNotAsync(Permission.SubmitMilestone, command.Content, actor, ct) is { } refusal ? refusal
            : await runner.RunAsync(Permission.SubmitMilestone, actor, work => AddAsync(work, command), ct);

    private async Task<Outcome<EvidenceId>> AddAsync(Work work, Command command)
    {
        var found = await MilestoneMoves.FindAsync(work, command.Milestone);
        if (found.IsRefused)
            return found.Refusal;
        var file = await store.TakeAsync(command.FileName, command.Content, work.Ct);
        if (file.IsRefused)
            return file.Refusal;
        var id = new EvidenceId(Guid.CreateVersion7());
        var added = found.Value.AddEvidence(id, file.Value, work.Person.Id, work.Now);
        if (added.IsRefused)
            return added.Refusal;
        work.Audit("Added evidence", "milestone", command.Milestone.Value, after: file.Value.Hash);
        return id;
    }
}

/// <summary>An evidence file that the person may see.</summary>
[UseCase]
internal sealed class EvidenceDownload(QueryRunner runner, EvidenceStore store)
{
    public Task<Outcome<OpenedEvidence>> RunAsync(MilestoneId milestone, EvidenceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeMilestones, actor, reading => ReadAsync(reading, milestone, id), ct);

    private async Task<Outcome<OpenedEvidence>> ReadAsync(Reading reading, MilestoneId milestone, EvidenceId id) =>
        store.Open((await reading.SeenAsync<Milestone>(m => m.Id == milestone))?.Evidence.SingleOrDefault(file => file.Id == id));
}
