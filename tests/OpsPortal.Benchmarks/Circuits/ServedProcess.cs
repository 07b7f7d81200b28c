using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>A web app as a process of its own, whose memory can be read: the portal, or the floor's page.</summary>
internal sealed class ServedProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly string heapFile = Path.Combine(Path.GetTempPath(), $"heap-{Guid.NewGuid():N}");

    private ServedProcess(Uri address, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> settings)
    {
        Address = address;
        var start = new ProcessStartInfo("dotnet", [.. arguments, $"--urls={address}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Test";
        start.Environment["DOTNET_STARTUP_HOOKS"] = typeof(ServedProcess).Assembly.Location;
        start.Environment[StartupHook.FileVariable] = heapFile;
        foreach (var (key, value) in settings)
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, said) => Console.Error.WriteLine(said.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Address { get; }

    /// <summary>Bytes that the system holds for the process.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    public static Task<ServedProcess> PortalAsync(IReadOnlyDictionary<string, string?> settings) =>
        StartAsync([Path.Combine(AppContext.BaseDirectory, "OpsPortal.dll")], settings, "health/ready");

    public static Task<ServedProcess> FloorAsync() => StartAsync(
        [typeof(ServedProcess).Assembly.Location, PlainServer.Argument], new Dictionary<string, string?>(), "grid");

    /// <summary>Bytes that live on the managed heap after all garbage was collected.</summary>
    public async Task<long> HeapAsync()
    {
        File.Delete(heapFile);
        if (Kill(process.Id, StartupHook.Signal) != 0)
            throw new InvalidOperationException("The measured process is gone.");
        for (var tries = 0; !File.Exists(heapFile); tries++)
        {
            if (tries > 600)
                throw new TimeoutException("The measured process did not tell its heap.");
            await Task.Delay(50);
        }

        return long.Parse(await File.ReadAllTextAsync(heapFile), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        File.Delete(heapFile);
    }

    private static async Task<ServedProcess> StartAsync(
        IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> settings, string ready)
    {
        var served = new ServedProcess(new Uri($"http://127.0.0.1:{PortalHost.FreePort()}"), arguments, settings);
        using var client = new HttpClient { BaseAddress = served.Address };
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(ready, UriKind.Relative));
                if (answer.IsSuccessStatusCode)
                    return served;
            }
            catch (HttpRequestException)
            {
                // It does not listen yet.
            }

            if (tries > 600)
                throw new TimeoutException("The measured process is not ready after a minute.");
            await Task.Delay(100);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int process, int signal);
}
