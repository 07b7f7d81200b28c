using System.Diagnostics;
using System.Net;
using System.Text;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>One person's open page with a grid, that answers the circuit as a browser does and keeps nothing.</summary>
internal sealed class OpenGrid : IAsyncDisposable
{
    private readonly CircuitMessages messages = new();
    private readonly TaskCompletionSource<CircuitSocket> opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private (byte[] Words, TaskCompletionSource Seen)? awaited;
    private long bytes;

    private OpenGrid()
    {
    }

    /// <summary>Bytes that the server sent so far.</summary>
    public long Bytes => Interlocked.Read(ref bytes);

    public static async Task<OpenGrid> NewAsync(HttpClient client, CookieContainer cookies, string path, string shows)
    {
        var grid = new OpenGrid();
        var seen = grid.Awaits(shows);
        grid.opened.SetResult(await CircuitSocket.OpenAsync(client, cookies, path, grid.Hears));
        await seen.WaitAsync(TimeSpan.FromSeconds(60));
        return grid;
    }

    /// <summary>Follows a link of the page and waits until the new rows have come.</summary>
    public async Task ClickAsync(Uri to, string shows)
    {
        var seen = Awaits(shows);
        await SayAsync("OnLocationChanged", to.ToString(), null, true);
        await seen.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Leaves as a closed tab does: the server lets go of the circuit at once.</summary>
    public async Task LeaveAsync(HttpClient client)
    {
        using var form = new MultipartFormDataContent { { new StringContent(messages.Circuit ?? ""), "circuitId" } };
        using var answer = await client.PostAsync(new Uri("_blazor/disconnect", UriKind.Relative), form);
        Debug.Assert(answer.IsSuccessStatusCode, "The circuit was not let go.");
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await (await opened.Task).DisposeAsync();

    private Task Awaits(string words)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        awaited = (Encoding.UTF8.GetBytes(words), seen);
        return seen.Task;
    }

    private void Hears(ReadOnlySpan<byte> piece)
    {
        Interlocked.Add(ref bytes, piece.Length);
        foreach (var message in messages.Take(piece))
            Answer(message);
    }

    // The server may draw before the opening of the socket has come back: what is said to it waits for that.
    private async Task SayAsync(string target, params object?[] arguments) =>
        await (await opened.Task).InvokeAsync(null, target, arguments);

    private void Answer(CircuitMessage message)
    {
        switch (message.Target)
        {
            case "JS.RenderBatch":
                _ = SayAsync("OnRenderCompleted", message.Number, null);
                if (awaited is var (words, seen) && message.Data.AsSpan().IndexOf(words) >= 0)
                    seen.TrySetResult();
                break;
            case "JS.BeginInvokeJS" when message.Number != 0:
                _ = SayAsync("EndInvokeJSFromDotNet", message.Number, true, $"[{message.Number},true,null]");
                break;
            case "JS.Error":
                awaited?.Seen.TrySetException(new InvalidOperationException("The circuit failed."));
                break;
        }
    }
}
