using System.Threading.Channels;
using OpsPortal.Access;
using OpsPortal.Data.Start;

namespace OpsPortal.Events;

/// <summary>
/// Takes what has arrived, up to 128 deliveries, in one transaction and answers after its commit. A server database works on two
/// groups at once, so that one is read while the other is written. A delivery that breaks its group is tried alone, then stored
/// without posting: one bad event never fails the others.
/// </summary>
[Part]
internal sealed partial class GroupCommitter : IDisposable
{
    private const int Largest = 128;
    private const int MostWaiting = 4096;
    private const int Tries = 4;
    private const int GroupsAtOnce = 2;

    private readonly Channel<Pending> arrivals = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.Wait });

    // One group reads at a time, so that groups stay large; the one before it may still be writing.
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly CancellationTokenSource stopping = new();
    private readonly StoreEvents store;
    private readonly InboxBell bell;
    private readonly ILogger<GroupCommitter> logger;

    public GroupCommitter(StoreEvents store, InboxBell bell, DatabaseSettings database, ILogger<GroupCommitter> logger)
    {
        this.store = store;
        this.bell = bell;
        this.logger = logger;
        for (var groups = database.Provider == DatabaseProvider.Sqlite ? 1 : GroupsAtOnce; groups > 0; groups--)
            _ = Task.Run(LoopAsync);
    }

    public async Task<IntakeAnswer> TakeAsync(IncomingEvent incoming, CancellationToken ct)
    {
        var pending = new Pending(incoming);
        return arrivals.Writer.TryWrite(pending) ? await pending.Answer.Task.WaitAsync(ct) : IntakeAnswer.Busy;
    }

    /// <summary>The same way in, without the queue: for demo history, which is made before the server serves.</summary>
    public async Task<IntakeAnswer> TakeNowAsync(IncomingEvent incoming)
    {
        var pending = new Pending(incoming);
        await CommitAsync([pending]);
        return await pending.Answer.Task;
    }

    public void Dispose()
    {
        stopping.Cancel();
        arrivals.Writer.TryComplete();
        stopping.Dispose();
        reading.Dispose();
    }

    private async Task LoopAsync()
    {
        var group = new List<Pending>(Largest);
        try
        {
            while (await arrivals.Reader.WaitToReadAsync(stopping.Token))
            {
                await reading.WaitAsync(stopping.Token);
                var turn = new Turn(reading);
                while (group.Count < Largest && arrivals.Reader.TryRead(out var pending))
                    group.Add(pending);
                if (group.Count > 0)
                    await CommitAsync(group, turn.End);
                turn.End();
                group.Clear();
            }
        }
        catch (Exception stop) when (stop is OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    /// <param name="whenRead">Called as soon as the group is past its reading: the next may be gathered then.</param>
    private async Task CommitAsync(List<Pending> group, Action? whenRead = null)
    {
        if (await TryAsync(group, post: true, whenRead))
            return;
        if (group.Count > 1)
        {
            foreach (var single in group)
                await CommitAsync([single]);
        }
        else if (!await TryAsync(group, post: false))
        {
            group[0].Answer.TrySetResult(IntakeAnswer.Failed);
        }
    }

    private async Task<bool> TryAsync(List<Pending> group, bool post, Action? whenRead = null)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                var stored = await store.StoreAsync([.. group.Select(pending => pending.Event)], post, whenRead);
                for (var i = 0; i < group.Count; i++)
                    group[i].Answer.TrySetResult(stored.Answers[i]);
                if (stored.LeavesWork)
                    bell.Ring();
                return true;
            }
            catch (Exception trouble) when (attempt < Tries && Conflicts.IsPassing(trouble))
            {
                await Task.Delay(Random.Shared.Next(2, 20) * attempt);
            }
            catch (Exception trouble)
            {
                LogTrouble(trouble, group.Count, post);
                return false;
            }
        }

        return false;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A group of {Count} events could not be stored (posting: {Post})")]
    private partial void LogTrouble(Exception trouble, int count, bool post);

    /// <summary>The right to gather and read, given back once.</summary>
    private sealed class Turn(SemaphoreSlim reading)
    {
        private bool ended;

        public void End()
        {
            if (!ended)
                reading.Release();
            ended = true;
        }
    }

    private sealed record Pending(IncomingEvent Event)
    {
        public TaskCompletionSource<IntakeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
