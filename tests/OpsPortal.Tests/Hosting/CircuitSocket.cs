using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Hosting;

/// <summary>The socket of an open page without a browser: the page's own markers, and as much of the circuit's protocol as
/// starts its components and talks to them.</summary>
internal sealed partial class CircuitSocket : IAsyncDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ending = new();
    private readonly TaskCompletionSource greeted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SemaphoreSlim sending = new(1);
    private readonly Action<ReadOnlySpan<byte>> hears;

    private CircuitSocket(Action<ReadOnlySpan<byte>> hears) => this.hears = hears;

    /// <summary>Ends when the server has closed the socket.</summary>
    public Task Closed { get; private set; } = Task.CompletedTask;

    /// <summary>Opens a page as a browser does: asks for it, then starts its circuit.</summary>
    /// <param name="client">Signed in, with the cookies.</param>
    /// <param name="cookies">Go with the socket too.</param>
    /// <param name="path">The page.</param>
    /// <param name="hears">Gets every piece that the server sends, as it comes.</param>
    public static async Task<CircuitSocket> OpenAsync(HttpClient client, CookieContainer cookies, string path,
        Action<ReadOnlySpan<byte>> hears)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var address = new UriBuilder(new Uri(client.BaseAddress!, "_blazor")) { Scheme = "ws" }.Uri;
        var opened = new CircuitSocket(hears);
        opened.socket.Options.Cookies = cookies;
        await opened.socket.ConnectAsync(address, CancellationToken.None);
        await opened.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        opened.Closed = opened.ListenAsync();
        _ = opened.PingAsync();
        await opened.greeted.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var here = new Uri(client.BaseAddress!, path).ToString();
        await opened.InvokeAsync("0", "StartCircuit", client.BaseAddress!.ToString(), here, "[]", State(page));
        await opened.InvokeAsync(null, "UpdateRootComponents", Operations(page), State(page));
        return opened;
    }

    /// <summary>Calls the server; texts, whole numbers, true, false and null can be given.</summary>
    public Task InvokeAsync(string? id, string target, params object?[] arguments)
    {
        var message = new MemoryStream();
        message.Write([0x96, 1, 0x80]);
        Value(message, id);
        Value(message, target);
        message.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Value(message, argument);
        message.WriteByte(0x90);
        return SendAsync([.. Length((int)message.Length), .. message.ToArray()]);
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        socket.Abort();
        await Closed;
        socket.Dispose();
        ending.Dispose();
        sending.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var got = await socket.ReceiveAsync(buffer, ending.Token);
                hears(buffer.AsSpan(0, got.Count));
                greeted.TrySetResult();
                if (got.MessageType == WebSocketMessageType.Close)
                    return;
            }
        }
        catch (Exception trouble) when (trouble is WebSocketException or OperationCanceledException)
        {
            // Closed by the other side, or by the test's end.
        }
    }

    private async Task PingAsync()
    {
        try
        {
            while (!ending.IsCancellationRequested && socket.State == WebSocketState.Open)
            {
                await Task.Delay(PingEvery, ending.Token);
                await SendAsync([2, 0x91, 6]);
            }
        }
        catch (Exception trouble) when (trouble is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The socket is gone; the listener says so.
        }
    }

    private async Task SendAsync(byte[] message)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            sending.Release();
        }
    }

    private static void Value(MemoryStream to, object? value)
    {
        switch (value)
        {
            case null:
                to.WriteByte(0xc0);
                break;
            case bool isTrue:
                to.WriteByte(isTrue ? (byte)0xc3 : (byte)0xc2);
                break;
            case string text:
                Text(to, text);
                break;
            default:
                Span<byte> number = stackalloc byte[8];
                BinaryPrimitives.WriteInt64BigEndian(number, Convert.ToInt64(value, CultureInfo.InvariantCulture));
                to.WriteByte(0xd3);
                to.Write(number);
                break;
        }
    }

    private static void Text(MemoryStream to, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        to.WriteByte(0xdb);
        to.Write(length);
        to.Write(bytes);
    }

    private static IEnumerable<byte> Length(int length)
    {
        for (; length >= 0x80; length >>= 7)
            yield return (byte)((length & 0x7f) | 0x80);
        yield return (byte)length;
    }

    private static string Operations(string page) => $"{{\"batchId\":1,\"operations\":[{string.Join(',', Marker().Matches(page)
        .Select((marker, at) => $"{{\"type\":\"add\",\"ssrComponentId\":{at + 1},\"marker\":{marker.Groups[1].Value}}}"))}]}}";

    private static string State(string page) => StateMarker().Match(page).Groups[1].Value;

    [GeneratedRegex("""<!--Blazor:(\{"type":"server".*?\})-->""")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex StateMarker();
}
