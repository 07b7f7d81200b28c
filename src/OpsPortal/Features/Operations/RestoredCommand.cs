using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;
using OpsPortal.Features.Payouts.Sending;

namespace OpsPortal.Features.Operations;

/// <summary>
/// Tells a store that it was put back to an earlier hour. Payouts that wait in it may have been sent since, so each is asked
/// about before it is sent, and controllers are told to compare with the provider before they transmit anything.
/// </summary>
[UseCase]
internal sealed class DoubtWaitingPayouts(CommandRunner runner)
{
    /// <summary>How many payouts are asked about first.</summary>
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, async work =>
        {
            var waiting = await work.Db.Set<PayoutInstruction>()
                .Where(instruction => instruction.State == InstructionState.Waiting).ToListAsync(work.Ct);
            foreach (var instruction in waiting)
                instruction.Doubt(work.Now);
            work.Audit(
                "Restored from a backup", "store", Guid.Empty, after: $"{waiting.Count} waiting payouts are asked about first");
            await work.NotifyAsync(
                Permission.TransmitBatch, null,
                "The store was restored from a backup. Before you transmit anything, compare with the provider's payouts.",
                "/payouts/batches");
            return waiting.Count;
        }, ct);
}

/// <summary><c>restored</c>: to be run once after a backup was put back, before any node starts.</summary>
internal sealed class RestoredCommand(DoubtWaitingPayouts doubt) : IConsoleCommand
{
    public string Name => "restored";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        var done = await doubt.RunAsync(Actor.System(Name), ct);
        await Console.Out.WriteLineAsync(done.IsRefused ? done.Refusal.Text
            : $"{done.Value} waiting payouts are asked about before they are sent. Now run verify and check-digest, then start.");
        return done.IsRefused ? 1 : 0;
    }
}
