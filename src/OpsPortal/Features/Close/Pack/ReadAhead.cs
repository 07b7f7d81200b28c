using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace OpsPortal.Features.Close.Pack;

/// <summary>Reads on, beside the writing of what was read, and never far ahead: the rows of a whole year fit no memory.</summary>
internal static class ReadAhead
{
    private const int Group = 512;
    private const int MostGroups = 4;

    /// <summary>The rows in their order, in groups. A fault of the reading comes out behind the rows before it; who stops taking
    /// groups stops the reading.</summary>
    public static async IAsyncEnumerable<IReadOnlyList<T>> InGroupsAsync<T>(
        IAsyncEnumerable<T> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var groups = Channel.CreateBounded<List<T>>(
            new BoundedChannelOptions(MostGroups) { SingleReader = true, SingleWriter = true });
        var reading = Task.Run(() => ReadAsync(rows, groups.Writer, stop.Token), CancellationToken.None);
        try
        {
            await foreach (var group in groups.Reader.ReadAllAsync(ct))
                yield return group;
        }
        finally
        {
            await stop.CancelAsync();
            await reading;
        }
    }

    private static async Task ReadAsync<T>(IAsyncEnumerable<T> rows, ChannelWriter<List<T>> groups, CancellationToken ct)
    {
        try
        {
            var group = new List<T>(Group);
            await foreach (var row in rows.WithCancellation(ct))
            {
                group.Add(row);
                if (group.Count < Group)
                    continue;
                await groups.WriteAsync(group, ct);
                group = new List<T>(Group);
            }

            if (group.Count > 0)
                await groups.WriteAsync(group, ct);
            groups.Complete();
        }
        catch (Exception trouble)
        {
            groups.Complete(trouble);
        }
    }
}
