using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>Lets a stored event take its turn again, under its own id. What it has already done is not done twice.</summary>
[UseCase]
internal sealed class ReplayEvent(CommandRunner runner, InboxBell bell)
{
    public Task<Outcome<Guid>> RunAsync(Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReplayEvent, actor, work => ReplayAsync(work, id), ct);

    private async Task<Outcome<Guid>> ReplayAsync(Work work, Guid id)
    {
        var found = await work.Db.Set<InboxEvent>().SeenBy(work.Person).SingleOrDefaultAsync(row => row.Id == id, work.Ct);
        if (found is null)
            return SharedRefusals.NotFound("event");
        var before = found.State;
        var replayed = found.Replay(work.Now);
        if (replayed.IsRefused)
            return replayed.Refusal;
        work.Db.Add(EventAttempt.Of(found, work.Now, $"Sent back to its turn; it was {before} before.", work.Person.Name));
        work.Audit("Replayed event", "event", id, before: before.ToString(), after: found.State.ToString());
        work.WhenCommitted(() =>
        {
            bell.Ring();
            return Task.CompletedTask;
        });
        return id;
    }
}
