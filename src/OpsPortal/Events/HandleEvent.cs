using OpsPortal.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Events.Handlers;

namespace OpsPortal.Events;

/// <summary>Reads one stored event, lets its handler act, and writes down what it came to.</summary>
[Part]
internal sealed class HandleEvent(IEnumerable<IProviderEventReader> readers, IEnumerable<IHandleProviderEvent> handlers)
{
    private readonly Dictionary<ProviderEventKind, IHandleProviderEvent> byKind =
        handlers.SelectMany(handler => handler.Kinds.Select(kind => (kind, handler)))
            .ToDictionary(pair => pair.kind, pair => pair.handler);

    /// <summary>Refused where no retry will mend it: the caller keeps nothing of the attempt and gives the event up.</summary>
    public async Task<Outcome> HandleAsync(Work work, InboxEvent row)
    {
        var read = readers.Read(row);
        if (read.IsRefused)
            return read.Refusal;
        var wasInTrouble = row.LastError is not null;
        var answer = await AnswerAsync(work, read.Value);
        if (answer is HandlerAnswer.Hopeless hopeless)
            return hopeless.Refusal;
        row.BelongsTo(await EventEntity.OfAsync(work, read.Value));
        var moved = answer switch
        {
            HandlerAnswer.Finished done => row.Complete(work.Now, done.Result),
            HandlerAnswer.Passed passed => row.Ignore(work.Now, passed.Reason),
            HandlerAnswer.Early { Until: { } until } early => row.Wait(until, early.Reason),
            HandlerAnswer.Early early when NextLook(work, row, read.Value) is { } next => row.Wait(next, early.Reason),
            HandlerAnswer.Early early => await CloseAsync(work, row, $"its rail's window has passed. {early.Reason}"),
            _ => throw new InvalidOperationException(),
        };
        if (wasInTrouble && row.State is (InboxState.Done or InboxState.Ignored))
            await DeadLetters.HandledAsync(work, row);
        return Told(work, row, moved);
    }

    /// <summary>An attempt broke: try again later, or give up after the last.</summary>
    public async Task<Outcome> FailAsync(Work work, InboxEvent row, string error)
    {
        if (RetryDelays.Next(row.Attempts + 1, row.EventId, work.Now) is not { } next)
            return await GiveUpAsync(work, row, error);
        row.Fail(next, error);
        return Told(work, row, Outcome.Done);
    }

    /// <summary>Opens its case, which names the payment and the company where they are known.</summary>
    public async Task<Outcome> GiveUpAsync(Work work, InboxEvent row, string why) =>
        Told(work, row, await CloseAsync(work, row, why));

    private static Instant? NextLook(Work work, InboxEvent row, ProviderEvent happened) =>
        WaitingRoom.NextLook(happened.Rail, row.ReceivedAt, row.Looks, work.Now);

    private static Outcome Told(Work work, InboxEvent row, Outcome moved)
    {
        moved.EnsureDone();
        work.Db.Add(EventAttempt.Of(row, work.Now, row.LastError ?? row.Result ?? "", "The system"));
        return Outcome.Done;
    }

    private Task<HandlerAnswer> AnswerAsync(Work work, ProviderEvent happened) =>
        byKind.TryGetValue(happened.Kind, out var handler)
        ? handler.HandleAsync(work, happened)
        : Task.FromResult(HandlerAnswer.Ignore($"Nothing is done for {happened.Type}."));

    private async Task<Outcome> CloseAsync(Work work, InboxEvent row, string why)
    {
        var read = readers.Read(row);
        var receipt = read.IsRefused ? null : await Receipts.FindAsync(work, read.Value);
        if (!read.IsRefused)
            row.BelongsTo(await EventEntity.OfAsync(work, read.Value));
        await DeadLetters.OpenAsync(work, row.Provider, row.EventId, why,
            new ExceptionLinks { LegalEntityId = row.LegalEntityId, ReceiptId = receipt?.Id });
        return row.GiveUp(why);
    }
}
