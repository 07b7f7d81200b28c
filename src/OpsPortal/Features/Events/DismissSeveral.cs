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

    public async Task<IReadOnlyList<Row>> RunAsync(
        IEnumerable<Guid> events, string reason, Actor actor, CancellationToken ct)
    {
        var rows = new List<Row>();
        foreach (var id in events.Distinct().Take(Most))
            rows.Add(await OneAsync(new(id, reason), actor, ct));
        return rows;
    }

    private async Task<Row> OneAsync(DismissEvent.Command command, Actor actor, CancellationToken ct)
    {
        try
        {
            var done = await runner.RunAsync(
                Permission.DismissEvent, actor, work => DismissEvent.DismissAsync(work, readers, command), ct);
            return done.Refusal is { } refusal ? new(command.Id, null, refusal) : new(command.Id, done.Value, null);
        }
        catch (Exception trouble) when (trouble is not OperationCanceledException)
        {
            LogFailed(trouble, command.Id);
            return new(command.Id, null, SharedRefusals.BrokeOff);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Event {Id} could not be dismissed with others")]
    private partial void LogFailed(Exception trouble, Guid id);
}
