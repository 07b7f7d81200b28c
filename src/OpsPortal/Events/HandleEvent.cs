using OpsPortal.Access;
using OpsPortal.Domain.Events;

namespace OpsPortal.Events;

/// <summary>Reads one stored event, lets its handler act, and writes down what it came to.</summary>
[Part]
internal sealed class HandleEvent(IEnumerable<IProviderEventReader> readers, IEnumerable<IHandleProviderEvent> handlers)
{
    private readonly Dictionary<ProviderEventKind, IHandleProviderEvent> byKind =
        handlers.SelectMany(handler => handler.Kinds.Select(kind => (kind, handler)))
            .ToDictionary(pair => pair.kind, pair => pair.handler);

    public async Task HandleAsync(Work work, InboxEvent row)
    {
        var read = readers.Single(reader => reader.Provider == row.Provider).Read(row.EventId, InboxBody.Bytes(row.Body));
        var answer = read.IsRefused ? HandlerAnswer.GiveUp(read.Refusal) : await AnswerAsync(work, read.Value);
        if (!read.IsRefused)
            row.BelongsTo(await EventEntity.OfAsync(work, read.Value));
        var rail = read.IsRefused ? Domain.Cash.Rail.Card : read.Value.Rail;
        var moved = answer switch
        {
            HandlerAnswer.Finished done => row.Complete(work.Now, done.Result),
            HandlerAnswer.Passed passed => row.Ignore(work.Now, passed.Reason),
            HandlerAnswer.Early { Until: { } until } early => row.Wait(until, early.Reason),
            HandlerAnswer.Early early when WaitingRoom.NextLook(rail, row.ReceivedAt, row.Looks, work.Now) is { } next =>
                row.Wait(next, early.Reason),
            HandlerAnswer.Early early => await GiveUpAsync(work, row, $"its rail's window has passed. {early.Reason}"),
            HandlerAnswer.Hopeless hopeless => await GiveUpAsync(work, row, hopeless.Refusal.Text),
            _ => throw new InvalidOperationException(),
        };
        if (moved.IsRefused)
            throw new InvalidOperationException(moved.Refusal.Text);
        Tell(work, row);
    }

    /// <summary>An attempt broke: try again later, or give up after the last.</summary>
    public static async Task FailAsync(Work work, InboxEvent row, string error)
    {
        if (RetryDelays.Next(row.Attempts + 1, row.EventId, work.Now) is { } next)
            row.Fail(next, error);
        else
            await GiveUpAsync(work, row, error);
        Tell(work, row);
    }

    private static void Tell(Work work, InboxEvent row) =>
        work.Db.Add(EventAttempt.Of(row, work.Now, row.LastError ?? row.Result ?? "", "The system"));

    private Task<HandlerAnswer> AnswerAsync(Work work, ProviderEvent happened) =>
        byKind.TryGetValue(happened.Kind, out var handler)
        ? handler.HandleAsync(work, happened)
        : Task.FromResult(HandlerAnswer.Ignore($"Nothing is done for {happened.Type}."));

    private static async Task<Outcome> GiveUpAsync(Work work, InboxEvent row, string why)
    {
        await DeadLetters.OpenAsync(work, row.Provider, row.EventId, why);
        return row.GiveUp(why);
    }
}
