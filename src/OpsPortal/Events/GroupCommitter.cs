using System.Threading.Channels;
using OpsPortal.Access;

namespace OpsPortal.Events;

/// <summary>
/// One committer takes what has arrived, up to 128 deliveries, in one transaction and answers after its commit. A delivery that
/// breaks its group is tried alone, then stored without posting: one bad event never fails the others.
/// </summary>
[Part]
internal sealed partial class GroupCommitter : IDisposable
{
    private const int Largest = 128;
    private const int MostWaiting = 4096;
    private const int Tries = 4;

    private readonly Channel<Pending> arrivals = Channel.CreateBounded<Pending>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly CancellationTokenSource stopping = new();
    private readonly StoreEvents store;
    private readonly InboxBell bell;
    private readonly ILogger<GroupCommitter> logger;

    public GroupCommitter(StoreEvents store, InboxBell bell, ILogger<GroupCommitter> logger)
    {
        this.store = store;
        this.bell = bell;
        this.logger = logger;
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
    }

    private async Task LoopAsync()
    {
        var group = new List<Pending>(Largest);
        try
        {
            while (await arrivals.Reader.WaitToReadAsync(stopping.Token))
            {
                while (group.Count < Largest && arrivals.Reader.TryRead(out var pending))
                    group.Add(pending);
                await CommitAsync(group);
                group.Clear();
            }
        }
        catch (Exception stop) when (stop is OperationCanceledException or ObjectDisposedException)
        {
        }
    }

    private async Task CommitAsync(List<Pending> group)
    {
        if (await TryAsync(group, post: true))
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

    private async Task<bool> TryAsync(List<Pending> group, bool post)
    {
        for (var attempt = 1; attempt <= Tries; attempt++)
        {
            try
            {
                var stored = await store.StoreAsync([.. group.Select(pending => pending.Event)], post);
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

    private sealed record Pending(IncomingEvent Event)
    {
        public TaskCompletionSource<IntakeAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
