using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Events;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events;

/// <summary>
/// Posts, group by group, what is certain among the waiting payments: after an outage the inbox drains at the speed of intake.
/// The claim is the compare-and-set on each row inside the transaction that posts: of two nodes one finds it changed and posts
/// the rest.
/// </summary>
[Part]
internal sealed partial class SweepPayments(
    IDbContextFactory<OpsDbContext> contexts, IEnumerable<IProviderEventReader> readers, PostPayments payments, IClock clock,
    ILogger<SweepPayments> logger)
{
    private const int Largest = 128;
    private static readonly string[] Handled =
    [
        nameof(InboxEvent.State), nameof(InboxEvent.HandledAt), nameof(InboxEvent.Result), nameof(InboxEvent.LastError),
        nameof(InboxEvent.LegalEntityId),
    ];

    /// <summary>The events that it posted; all others take their turn one by one.</summary>
    public async Task<IReadOnlySet<Guid>> PostCertainAsync(IReadOnlyList<Guid> due, CancellationToken ct)
    {
        var posted = new HashSet<Guid>();
        foreach (var group in due.Chunk(Largest).Where(group => group.Length > 1))
        {
            try
            {
                posted.UnionWith(await PostGroupAsync(group, ct));
            }
            catch (Exception trouble) when (trouble is not OperationCanceledException)
            {
                LogBroken(trouble, group.Length);
            }
        }

        return posted;
    }

    private async Task<IEnumerable<Guid>> PostGroupAsync(Guid[] group, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var work = SystemWork.For(db, "inbox-sweep", clock.GetCurrentInstant(), ct);
        var rows = await db.Set<InboxEvent>().AsNoTracking()
            .Where(row => group.Contains(row.Id) && row.State == InboxState.Ready && row.LastError == null)
            .ToListAsync(ct);
        var read = rows.Select(row => (Row: row, Event: PaymentOf(row))).Where(pair => pair.Event is not null).ToList();
        if (read.Count == 0)
            return [];
        var succeeded = read.Select(pair => pair.Event!).ToList();
        var facts = await payments.ReadAsync(work, succeeded);
        var certain = facts.Certain(succeeded);
        var mine = read.Where(pair => certain.Contains(pair.Event!)).ToList();
        foreach (var (row, happened) in mine)
        {
            row.BelongsTo(facts.EntityOf(happened!));
            row.Complete(work.Now, "Posted and applied by exact reference.");
        }

        var claimed = await BulkUpdate.UnchangedAsync(db, mine.Select(pair => pair.Row).ToList(), Handled, ct);
        mine = [.. mine.Where((_, i) => claimed[i])];
        var before = await PostPayments.PostCertainAsync(work, facts, mine.Select(pair => pair.Event!));
        if (before.Count > 0)
            await TakenBefore.TellAsync(work, [.. mine.Where(pair => before.Contains(pair.Event!)).Select(pair => pair.Row.Id)]);
        await transaction.CommitAsync(ct);
        return mine.Select(pair => pair.Row.Id);
    }

    private ProviderEvent? PaymentOf(InboxEvent row)
    {
        var read = readers.Single(reader => reader.Provider == row.Provider).Read(row.EventId, InboxBody.Bytes(row.Body));
        return !read.IsRefused && read.Value.Kind == ProviderEventKind.PaymentSucceeded ? read.Value : null;
    }

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "A group of {Count} waiting events could not be posted together; each takes its own turn")]
    private partial void LogBroken(Exception trouble, int count);
}
