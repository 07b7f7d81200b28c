using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Features.Events;

/// <summary>
/// Dismisses several dead letters with one reason, each in a transaction of its own: one that cannot be dismissed never stops the
/// others. One that names money waits for another person here too.
/// </summary>
[UseCase]
internal sealed partial class DismissSeveral(
    CommandRunner runner, IEnumerable<IProviderEventReader> readers, ILogger<DismissSeveral> logger)
{
    public const int Most = 200;

    /// <param name="Done">Whether it was dismissed or waits for another person; null where it was refused.</param>
    internal sealed record Row(Guid Id, InboxAction? Done, Refusal? Refusal);

    public Task<IReadOnlyList<Row>> RunAsync(IEnumerable<Guid> events, string reason, Actor actor, CancellationToken ct) =>
        EachAsync(events, id => runner.RunAsync(Permission.DismissEvent, actor,
            work => DismissEvent.DismissAsync(work, readers, new(id, reason)), ct));

    /// <summary>Confirms, of those chosen, each that another person asked for with this reason.</summary>
    /// <param name="shownReason">The one reason that was read before they were confirmed.</param>
    public Task<IReadOnlyList<Row>> ConfirmAsync(
        IEnumerable<Guid> events, string shownReason, Actor actor, CancellationToken ct) =>
        EachAsync(events, id => runner.RunAsync<InboxAction>(Permission.DismissEvent, actor,
            async work => (await Dismissals.ConfirmAsync(work, id, shownReason)).Refusal is { } refusal
                ? refusal : InboxAction.Dismiss, ct));

    private async Task<IReadOnlyList<Row>> EachAsync(IEnumerable<Guid> events, Func<Guid, Task<Outcome<InboxAction>>> one)
    {
        var rows = new List<Row>();
        foreach (var id in events.Distinct().Take(Most))
            rows.Add(await OneAsync(id, one));
        return rows;
    }

    private async Task<Row> OneAsync(Guid id, Func<Guid, Task<Outcome<InboxAction>>> one)
    {
        try
        {
            var done = await one(id);
            return done.Refusal is { } refusal ? new(id, null, refusal) : new(id, done.Value, null);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogFailed(trouble, id);
            return new(id, null, SharedRefusals.BrokeOff);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Id} could not be dismissed with others")]
    private partial void LogFailed(Exception trouble, Guid id);
}
