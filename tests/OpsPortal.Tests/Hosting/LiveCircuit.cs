using System.Net;
using System.Text;

namespace OpsPortal.Tests.Hosting;

/// <summary>An open page without a browser that remembers all it was sent. It obeys nothing: where the server leads it, it
/// stays.</summary>
internal sealed class LiveCircuit : IAsyncDisposable
{
    private readonly StringBuilder heard = new();
    private CircuitSocket socket = null!;

    private LiveCircuit()
    {
    }

    /// <summary>Ends when the server has closed the socket.</summary>
    public Task Closed => socket.Closed;

    /// <summary>Opens a page as a browser does: asks for it, then starts its circuit.</summary>
    public static async Task<LiveCircuit> OpenAsync(HttpClient client, CookieContainer cookies, string path)
    {
        var circuit = new LiveCircuit();
        circuit.socket = await CircuitSocket.OpenAsync(client, cookies, path, circuit.Hears);
        return circuit;
    }

    /// <summary>Waits until the server has sent these words, in whatever message.</summary>
    public async Task HearsAsync(string words)
    {
        for (var tries = 0; !Heard(words); tries++)
        {
            Assert.True(tries < 1500, $"The server never sent '{words}'");
            Assert.True(tries == 0 || !Closed.IsCompleted || Heard(words), $"The socket was closed before '{words}'.");
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

    public ValueTask DisposeAsync() => socket.DisposeAsync();

    private void Hears(ReadOnlySpan<byte> piece)
    {
        lock (heard)
        {
            heard.Append(Encoding.UTF8.GetString(piece));
        }
    }
}
