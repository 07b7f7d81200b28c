using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Events;
using OpsPortal.Jobs;

namespace OpsPortal.Events;

/// <summary>
/// Handles what is due, earliest occurrence first: certain payments in groups, all else one event per transaction. The claim is a
/// compare-and-set on the row inside that transaction: of two nodes that take the same event one finds it changed and passes on.
/// </summary>
[Part]
internal sealed partial class SweepInbox(
    IDbContextFactory<OpsDbContext> contexts, SweepPayments payments, HandleEvent handle, IClock clock,
    ILogger<SweepInbox> logger)
    : IBackgroundJob
{
    private const int AtOnce = 1000;
    private static readonly InboxState[] Living = [InboxState.Ready, InboxState.Waiting, InboxState.Retrying];

    public string Name => "inbox-sweep";

    public string Purpose => "Handles the events that wait in the inbox.";

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var handled = 0;
        while (true)
        {
            var due = await DueAsync(ct);
            var posted = await payments.PostCertainAsync([.. due.Select(claim => claim.Id)], ct);
            handled += posted.Count;
            foreach (var claim in due.Where(claim => !posted.Contains(claim.Id)))
                handled += await SweepOneAsync(claim, ct) ? 1 : 0;
            if (due.Count < AtOnce)
                return handled == 0 ? JobResults.Nothing : $"{handled} events handled";
        }
    }

    private async Task<List<(Guid Id, int Revision)>> DueAsync(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var now = clock.GetCurrentInstant();
        var due = await db.Set<InboxEvent>().Where(row => Living.Contains(row.State) && row.NextAt <= now)
            .OrderBy(row => row.OccurredAt).ThenBy(row => row.EventId).Take(AtOnce)
            .Select(row => new { row.Id, row.Revision }).ToListAsync(ct);
        return [.. due.Select(row => (row.Id, row.Revision))];
    }

    private async Task<bool> SweepOneAsync((Guid Id, int Revision) claim, CancellationToken ct)
    {
        try
        {
            var handled = await InTransactionAsync(claim, handle.HandleAsync, ct);
            return handled.Refusal is { } hopeless
                ? await GiveUpAsync(claim, hopeless.Text, ct)
                : handled.Value;
        }
        catch (Exception lost) when (Conflicts.IsPassing(lost))
        {
            return false;
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogFailed(trouble, claim.Id);
            return (await InTransactionAsync(claim,
                (work, row) => handle.FailAsync(work, row, trouble.GetBaseException().Message), ct)).Value;
        }
    }

    private async Task<bool> GiveUpAsync((Guid Id, int Revision) claim, string why, CancellationToken ct) =>
        (await InTransactionAsync(claim, (work, row) => handle.GiveUpAsync(work, row, why), ct)).Value;

    /// <summary>False where another node has the event; of a body that refuses nothing is kept.</summary>
    private async Task<Outcome<bool>> InTransactionAsync(
        (Guid Id, int Revision) claim, Func<Work, InboxEvent, Task<Outcome>> body, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var claimed = await db.Set<InboxEvent>()
            .Where(row => row.Id == claim.Id && row.Revision == claim.Revision && Living.Contains(row.State))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Revision, row => row.Revision + 1), ct);
        if (claimed == 0)
            return false;
        var work = SystemWork.For(db, Name, clock.GetCurrentInstant(), ct);
        var found = await db.Set<InboxEvent>().SingleAsync(row => row.Id == claim.Id, ct);
        if ((await body(work, found)).Refusal is { } refusal)
            return refusal;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        foreach (var action in work.AfterCommit)
            await action();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Inbox event {Id} broke its handler")]
    private partial void LogFailed(Exception trouble, Guid id);
}
