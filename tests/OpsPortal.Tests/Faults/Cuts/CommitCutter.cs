using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace OpsPortal.Tests.Faults.Cuts;

/// <summary>Where a connection is cut: the server has not seen the COMMIT, or has carried it out and nobody hears of
/// it.</summary>
internal enum Cut
{
    BeforeTheCommit,
    AfterTheCommit,
}

/// <summary>Stands between the app and PostgreSQL, lets everything pass, and cuts a connection exactly at a COMMIT when it is
/// told to.</summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;
    private static readonly byte[] Commit = [(byte)'Q', 0, 0, 0, 11, .. Encoding.ASCII.GetBytes("COMMIT"), 0];
    private static readonly byte[] Committed =
        [(byte)'C', 0, 0, 0, 11, .. Encoding.ASCII.GetBytes("COMMIT"), 0];
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly string server;
    private readonly CancellationTokenSource stopping = new();
    private readonly Task accepting;
    private TaskCompletionSource<bool>? wanted;
    private Cut where;

    public CommitCutter(string connectionString)
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        server = Path.Combine(target.Host!, $".s.PGSQL.{target.Port}");
        listener.Start();
        (target.Host, target.Port) = ("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port);
        (target.SslMode, target.GssEncryptionMode) = (SslMode.Disable, GssEncryptionMode.Disable);
        ConnectionString = target.ToString();
        accepting = AcceptAsync();
    }

    /// <summary>The way to the same database through here.</summary>
    public string ConnectionString { get; }

    /// <summary>Cuts the next connection that commits; true once that has happened.</summary>
    public async Task<bool> CutAsync(Cut at, TimeSpan atMost)
    {
        var done = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        where = at;
        Volatile.Write(ref wanted, done);
        await Task.WhenAny(done.Task, Task.Delay(atMost));
        return done.Task.IsCompleted;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        await accepting;
        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await listener.AcceptSocketAsync(stopping.Token));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket app)
    {
        using var database = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using (app)
        {
            try
            {
                app.NoDelay = true;
                await database.ConnectAsync(new UnixDomainSocketEndPoint(server));
                var line = new Line(app, database);
                await Task.WhenAny(TowardsAsync(line), BackAsync(line));
            }
            catch (SocketException)
            {
                // The server does not run just now; the app hears of it.
            }
        }
    }

    private async Task TowardsAsync(Line line)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await line.App.ReceiveAsync(buffer, stopping.Token)) > 0;)
        {
            var cut = buffer.AsSpan(0, read).IndexOf(Commit) >= 0 ? Interlocked.Exchange(ref wanted, null) : null;
            line.HoldsAnswers = cut is not null;
            if (cut is null || where == Cut.AfterTheCommit)
                await line.Database.SendAsync(buffer.AsMemory(0, read), stopping.Token);
            if (cut is null)
                continue;
            if (where == Cut.AfterTheCommit)
                await line.Committed.Task.WaitAsync(stopping.Token);
            cut.TrySetResult(true);
            return;
        }
    }

    private async Task BackAsync(Line line)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await line.Database.ReceiveAsync(buffer, stopping.Token)) > 0;)
        {
            if (!line.HoldsAnswers)
                await line.App.SendAsync(buffer.AsMemory(0, read), stopping.Token);
            else if (buffer.AsSpan(0, read).IndexOf(Committed) >= 0)
                line.Committed.TrySetResult();
        }
    }

    private sealed class Line(Socket app, Socket database)
    {
        private volatile bool holdsAnswers;

        public Socket App => app;

        public Socket Database => database;

        public bool HoldsAnswers
        {
            get => holdsAnswers;
            set => holdsAnswers = value;
        }

        public TaskCompletionSource Committed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
