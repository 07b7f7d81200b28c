using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace OpsPortal.Tests.Security.Input;

/// <summary>What no client library sends: requests that are broken, endless or slow, over a raw socket.</summary>
[Trait("Requirement", "SEC-5")]
public sealed class RawSocketTests
{
    private const int Slow = 100;

    [Fact]
    public async Task SlowBodies_AreCutOff_AndNobodyWaitsForThem()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        using var client = new HttpClient { BaseAddress = address };
        await client.GetStringAsync(new Uri("/health/live", UriKind.Relative));
        var slow = new List<TcpClient>();
        for (var i = 0; i < Slow; i++)
            slow.Add(await SendAsync(address, "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n{"));

        var started = Stopwatch.GetTimestamp();
        await client.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(5));

        // The server asks for 240 bytes a second after five seconds.
        var ends = await Task.WhenAll(slow.Select(one => AnswerAsync(one, TimeSpan.FromSeconds(30))));
        Assert.All(ends, end => Assert.True(end is "" || end.StartsWith("HTTP/1.1 4", StringComparison.Ordinal), end));
        slow.ForEach(one => one.Dispose());
    }

    [Theory]
    [InlineData("/webhooks/stripe")]
    [InlineData("/webhooks/sandbox")]
    public async Task EndlessBody_IsRefusedAtItsLimit(string path)
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        var post = $"POST {path} HTTP/1.1\r\nHost: x\r\n";
        using var told = await SendAsync(address, $"{post}Content-Length: 1099511627776\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413", await AnswerAsync(told, TimeSpan.FromSeconds(10)), StringComparison.Ordinal);

        var chunk = "4000\r\n" + new string('x', 0x4000) + "\r\n";
        using var untold = await SendAsync(
            address, $"{post}Transfer-Encoding: chunked\r\n\r\n{string.Concat(Enumerable.Repeat(chunk, 6))}");
        Assert.StartsWith("HTTP/1.1 413", await AnswerAsync(untold, TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BrokenRequests_AreAnsweredAsTheCallersFault()
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        string[] requests =
        [
            "GET / HTTP/9.9\r\nHost: x\r\n\r\n", "\0\0\0\0\r\n\r\n",
            "GET /\0 HTTP/1.1\r\nHost: x\r\n\r\n", "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET  / HTTP/1.1\r\nHost: x\r\n\r\n",
            "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            $"GET / HTTP/1.1\r\nHost: x\r\nCookie: {new string('x', 64 * 1024)}\r\n\r\n",
            $"GET /{new string('x', 20_000)} HTTP/1.1\r\nHost: x\r\n\r\n",
            "GET /%zz%00%ff HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            $"GET / HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 200).Select(i => $"a{i}: b\r\n"))}\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nCookie: OpsPortal=%00; OpsPortal=\u0001; =;;=\r\nConnection: close\r\n\r\n",
            "GET /account/sign-in HTTP/1.1\r\nHost: \"><script>\r\nConnection: close\r\n\r\n",
            "TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "FOO /webhooks/stripe HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        ];
        foreach (var request in requests)
        {
            using var client = await SendAsync(address, request);
            var answer = await AnswerAsync(client, TimeSpan.FromSeconds(10));
            var isOurFault = answer.StartsWith("HTTP/1.1 5", StringComparison.Ordinal)
                && !answer.StartsWith("HTTP/1.1 505", StringComparison.Ordinal);
            Assert.False(isOurFault, $"{request[..Math.Min(80, request.Length)]}: {answer}");
        }

        using var whole = new HttpClient { BaseAddress = address };
        await whole.GetStringAsync(new Uri("/health/live", UriKind.Relative));
    }

    // Whoever reads the other length takes the second request for a part of the first, or the rest of the first for a second.
    [Theory]
    [InlineData(2)]
    [InlineData(60_000)]
    public async Task Body_WithALengthAndChunks_EndsWithItsChunks_AndNothingIsReadAfterIt(int length)
    {
        await using var host = await PortalHost.NewAsync();
        var address = host.Listen();
        using var client = await SendAsync(address, $"POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n"
            + "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);

        var whole = await reader.ReadToEndAsync(enough.Token);

        var answers = whole.Split('\n').Where(line => line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            .Select(line => line[9..12]);
        Assert.Equal(["401"], answers);
        Assert.Contains("Connection: close", whole, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("chunked, identity")]
    [InlineData("xchunked")]
    [InlineData("chunked\r\nTransfer-Encoding: identity")]
    public async Task Body_ByAnUnknownWay_IsRefused(string way)
    {
        await using var host = await PortalHost.NewAsync();
        using var client = await SendAsync(host.Listen(),
            $"POST /webhooks/stripe HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: {way}\r\n\r\n0\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 400", await AnswerAsync(client, TimeSpan.FromSeconds(10)), StringComparison.Ordinal);
    }

    private static async Task<TcpClient> SendAsync(Uri address, string request)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        try
        {
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request));
        }
        catch (IOException)
        {
            // Refused before all was sent: what was answered is still there to read.
        }

        return client;
    }

    /// <summary>The first line of the answer; empty where the connection was closed without one.</summary>
    private static async Task<string> AnswerAsync(TcpClient client, TimeSpan patience)
    {
        using var enough = new CancellationTokenSource(patience);
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8, leaveOpen: true);
            return await reader.ReadLineAsync(enough.Token) ?? "";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
