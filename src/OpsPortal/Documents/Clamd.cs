using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;

namespace OpsPortal.Documents;

/// <summary>Speaks with ClamAV's daemon as its manual says (clamd(8)): a word, for a file its bytes in pieces, each behind its
/// length, and one answer.</summary>
/// <param name="address">The path of its socket, or a host and port such as <c>127.0.0.1:3310</c>.</param>
internal sealed class Clamd(string address)
{
    private const int PieceBytes = 64 * 1024;
    private const int MostAnswer = 1_024;

    /// <summary>Its answer to a file, such as <c>stream: OK</c>.</summary>
    public async Task<string> ScanAsync(Stream content, CancellationToken ct)
    {
        await using var way = await ConnectAsync(ct);
        try
        {
            await way.WriteAsync("zINSTREAM\0"u8.ToArray(), ct);
            await SendAsync(content, way, ct);
        }
        catch (IOException)
        {
            // It hangs up on a file that is larger than it takes, and has said so before.
        }

        return await AnswerAsync(way, ct);
    }

    public async Task<bool> IsThereAsync(CancellationToken ct)
    {
        await using var way = await ConnectAsync(ct);
        await way.WriteAsync("zPING\0"u8.ToArray(), ct);
        return await AnswerAsync(way, ct) == "PONG";
    }

    private static async Task SendAsync(Stream content, Stream way, CancellationToken ct)
    {
        var piece = new byte[sizeof(int) + PieceBytes];
        int read;
        do
        {
            read = await content.ReadAsync(piece.AsMemory(sizeof(int)), ct);
            BinaryPrimitives.WriteInt32BigEndian(piece, read);
            await way.WriteAsync(piece.AsMemory(0, sizeof(int) + read), ct);
        }
        while (read > 0);
    }

    private static async Task<string> AnswerAsync(Stream way, CancellationToken ct)
    {
        var answer = new byte[MostAnswer];
        var length = await way.ReadAtLeastAsync(answer, MostAnswer, throwOnEndOfStream: false, ct);
        return Encoding.UTF8.GetString(answer, 0, length).TrimEnd('\0', '\n');
    }

    private async Task<NetworkStream> ConnectAsync(CancellationToken ct)
    {
        var socket = IsSocket ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (IsSocket)
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(address), ct);
            else
                await socket.ConnectAsync(Server.Host, Server.Port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsSocket => address.StartsWith('/');

    private Uri Server => new($"tcp://{address}");
}
