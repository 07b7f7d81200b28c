using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace OpsPortal.Tests.Faults;

/// <summary>The built app as a process of its own over a store, which can be killed like by a power cut of the process.</summary>
internal sealed class PortalProcess : IDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);
    private static readonly Uri Ready = new("/health/ready", UriKind.Relative);
    private readonly ConcurrentQueue<string> lines = new();
    private readonly Process process;
    private readonly Uri address;

    private PortalProcess(ProcessStartInfo start, Uri address)
    {
        this.address = address;
        process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, told) => Keep(told.Data);
        process.ErrorDataReceived += (_, told) => Keep(told.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int Id => process.Id;

    /// <summary>What it said last, for the report of a fault.</summary>
    public string LastWords => string.Join(Environment.NewLine, lines);

    /// <param name="stowaway">What of the test goes with it into its process, if anything.</param>
    public static PortalProcess Start(
        TestStore store, Uri address, IReadOnlyDictionary<string, string?> settings, IStowaway? stowaway = null) =>
        new(StartOf(store, $"--urls={address}", settings, stowaway), address);

    /// <summary>A console command of the app, such as <c>migrate</c>.</summary>
    public static PortalProcess Command(TestStore store, string name, IStowaway? stowaway = null) =>
        new(StartOf(store, name, new Dictionary<string, string?>(), stowaway), FreeAddress());

    private static ProcessStartInfo StartOf(
        TestStore store, string argument, IReadOnlyDictionary<string, string?> settings, IStowaway? stowaway)
    {
        var program = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet";
        var start = new ProcessStartInfo(program, [Path.Combine(AppContext.BaseDirectory, "OpsPortal.dll"), argument])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = store.Folder,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Test";
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        foreach (var (key, value) in store.Settings.Concat(settings).Where(pair => pair.Value is not null))
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        if (stowaway is not null)
            start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
        foreach (var (key, value) in stowaway?.Environment ?? new Dictionary<string, string>())
            start.Environment[key] = value;
        return start;
    }

    /// <summary>A port that no outgoing connection gets by chance while the app is dead.</summary>
    public static Uri FreeAddress()
    {
        while (true)
        {
            var port = Random.Shared.Next(20_000, 32_000);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return new Uri($"http://127.0.0.1:{port}");
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
    }

    /// <summary>Waits until it says that it is ready, and returns how long that took.</summary>
    public async Task<TimeSpan> ReadyAsync()
    {
        using var client = new HttpClient { BaseAddress = address };
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Patience && !process.HasExited)
        {
            if (await IsReadyAsync(client))
                return watch.Elapsed;
            await Task.Delay(50);
        }

        var end = process.HasExited ? $"It ended with {process.ExitCode}" : "It still runs";
        throw new InvalidOperationException(
            $"The app did not get ready in {watch.Elapsed:h\\:mm\\:ss}. {end}.{Environment.NewLine}{LastWords}");
    }

    /// <summary>Waits until it says that it is not ready, and returns its words and how long that took; null where it never
    /// did.</summary>
    public async Task<(string Words, TimeSpan After)?> NotReadyAsync(TimeSpan atMost)
    {
        using var client = new HttpClient { BaseAddress = address };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < atMost; await Task.Delay(50))
        {
            using var answer = await client.GetAsync(Ready);
            if (!answer.IsSuccessStatusCode)
                return (await answer.Content.ReadAsStringAsync(), watch.Elapsed);
        }

        return null;
    }

    /// <summary>Waits until it ends by itself, and returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>True once it is dead; false where it still lives after this time.</summary>
    public async Task<bool> HasDiedAsync(TimeSpan atMost)
    {
        using var patience = new CancellationTokenSource(atMost);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>SIGKILL: nothing of the app runs any more when this returns.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
            Kill();
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(Ready);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception cut) when (cut is HttpRequestException or SocketException)
        {
            return false;
        }
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lines.Enqueue(line);
        while (lines.Count > KeptLines)
            lines.TryDequeue(out _);
    }
}
