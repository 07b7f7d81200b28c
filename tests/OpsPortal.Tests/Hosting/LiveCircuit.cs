using System.Buffers.Binary;
using System.Net.WebSockets;
using System.Text;
using System.Text.RegularExpressions;

namespace OpsPortal.Tests.Hosting;

/// <summary>
/// An open page without a browser: the page's own markers, a real socket, and as much of the circuit's protocol as starts its
/// components. It obeys nothing: where the server leads it, it stays.
/// </summary>
internal sealed partial class LiveCircuit : IAsyncDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(5);

    private readonly ClientWebSocket socket = new();
    private readonly CancellationTokenSource ending = new();
    private readonly StringBuilder heard = new();
    private readonly SemaphoreSlim sending = new(1);
    private Task listening = Task.CompletedTask;

    private LiveCircuit()
    {
    }

    /// <summary>Ends when the server has closed the socket.</summary>
    public Task Closed => listening;

    /// <summary>Opens a page as a browser does: asks for it, then starts its circuit.</summary>
    public static async Task<LiveCircuit> OpenAsync(HttpClient client, System.Net.CookieContainer cookies, string path)
    {
        var page = await client.GetStringAsync(new Uri(path, UriKind.Relative));
        var address = new UriBuilder(new Uri(client.BaseAddress!, "_blazor")) { Scheme = "ws" }.Uri;
        var circuit = new LiveCircuit();
        circuit.socket.Options.Cookies = cookies;
        await circuit.socket.ConnectAsync(address, CancellationToken.None);
        await circuit.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"blazorpack\",\"version\":1}\u001e"));
        circuit.listening = circuit.ListenAsync();
        _ = circuit.PingAsync();
        await circuit.HearsAsync("{}");
        var here = new Uri(client.BaseAddress!, path).ToString();
        await circuit.InvokeAsync("0", "StartCircuit", client.BaseAddress!.ToString(), here, "[]", State(page));
        await circuit.InvokeAsync(null, "UpdateRootComponents", Operations(page), State(page));
        return circuit;
    }

    /// <summary>Waits until the server has sent these words, in whatever message.</summary>
    public async Task HearsAsync(string words)
    {
        for (var tries = 0; !Heard(words); tries++)
        {
            Assert.True(tries < 1500, $"The server never sent '{words}'");
            Assert.True(tries == 0 || !listening.IsCompleted || Heard(words), $"The socket was closed before '{words}'.");
            await Task.Delay(20);
        }
    }

    public bool Heard(string words)
    {
        lock (heard)
        {
            return heard.ToString().Contains(words, StringComparison.Ordinal);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        socket.Abort();
        await listening;
        socket.Dispose();
        ending.Dispose();
        sending.Dispose();
    }

    private async Task ListenAsync()
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var got = await socket.ReceiveAsync(buffer, ending.Token);
                lock (heard)
                {
                    heard.Append(Encoding.UTF8.GetString(buffer, 0, got.Count));
                }

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

    private Task InvokeAsync(string? id, string target, params string[] arguments)
    {
        var message = new MemoryStream();
        message.Write([0x96, 1, 0x80]);
        if (id is null)
            message.WriteByte(0xc0);
        else
            Text(message, id);
        Text(message, target);
        message.WriteByte((byte)(0x90 | arguments.Length));
        foreach (var argument in arguments)
            Text(message, argument);
        message.WriteByte(0x90);
        return SendAsync([.. Length((int)message.Length), .. message.ToArray()]);
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
