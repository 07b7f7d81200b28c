using System.Diagnostics;
using System.Net.Sockets;

namespace OpsPortal.Tests.Hosting;

/// <summary>A clamd of one test, on a socket and a port of this machine, that knows one virus: the test string that every scanner
/// knows (EICAR). It takes files of up to one megabyte.</summary>
internal sealed class ClamdServer : IAsyncDisposable
{
    public const string Virus = "EICAR-STANDARD-ANTIVIRUS-TEST-FILE!";

    private static readonly string? Program =
        new[] { "/usr/sbin/clamd", "/usr/local/sbin/clamd", "/usr/bin/clamd" }.FirstOrDefault(File.Exists);

    private readonly string folder = Directory.CreateTempSubdirectory("ops-clamd-").FullName;
    private readonly int port = PortalHost.FreePort();
    private readonly Process process;

    private ClamdServer()
    {
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "db")).FullName;
        File.WriteAllText(Path.Combine(signatures, "test.ndb"),
            $"Test.Eicar:0:*:{Convert.ToHexStringLower(System.Text.Encoding.ASCII.GetBytes(Virus))}\n");
        var settings = Path.Combine(folder, "clamd.conf");
        File.WriteAllText(settings, $"""
            Foreground yes
            LocalSocket {Socket}
            TCPSocket {port}
            TCPAddr 127.0.0.1
            DatabaseDirectory {signatures}
            StreamMaxLength 1M

            """);
        process = Process.Start(new ProcessStartInfo(Program!, ["--config-file", settings])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder,
        })!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Null where clamd can run, otherwise the reason that skipped tests print.</summary>
    public static string? WhyNot => Program is null ? "No clamd was found (Debian: apt-get install clamav-daemon)." : null;

    public string Socket => Path.Combine(folder, "clamd.sock");

    public string Address => $"127.0.0.1:{port}";

    public static async Task<ClamdServer> StartAsync()
    {
        var server = new ClamdServer();
        for (var tries = 0; !await server.IsListeningAsync(); tries++)
        {
            Assert.True(tries < 300 && !server.process.HasExited, "clamd did not start.");
            await Task.Delay(100);
        }

        return server;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<bool> IsListeningAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port);
            return File.Exists(Socket);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

/// <summary>A fact that needs clamd; skipped with the reason where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ClamdFactAttribute : FactAttribute
{
    public ClamdFactAttribute() => Skip = ClamdServer.WhyNot;
}
