using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Payouts;

/// <summary>Lapses approvals that waited too long, and gives the batches back to their makers.</summary>
[UseCase]
internal sealed class ExpireApprovals(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Background, actor, Expire, ct);

    private static async Task<Outcome<int>> Expire(Work work)
    {
        var due = await Batches.Whole(work.Db)
            .Where(b => (b.State == BatchState.Submitted || b.State == BatchState.Approved) && b.ExpiresAt != null
                && b.ExpiresAt <= work.Now)
            .ToListAsync(work.Ct);
        foreach (var batch in due)
        {
            var before = batch.State.ToString();
            if (batch.Expire(work.Now).IsRefused)
                continue;
            work.Audit("Approvals expired", Batches.Kind, batch.Id.Value, before, "Draft", batch.LastReason);
            work.Notify(batch.MadeBy, $"{batch.Number}: {batch.LastReason} Submit it again.", Batches.Path(batch.Id));
        }
        return due.Count;
    }
}

/// <summary>The clock of approval expiry.</summary>
[Part]
internal sealed class ExpireApprovalsJob(ExpireApprovals expiry) : IBackgroundJob
{
    public string Name => "approval-expiry";

    public string Purpose => "Lapses batch approvals after their time.";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var lapsed = await expiry.RunAsync(actor, ct);
        return lapsed.IsRefused ? lapsed.Refusal.Text : lapsed.Value == 0 ? JobResults.Nothing : $"{lapsed.Value} batches lapsed";
    }
}
