using System.Diagnostics;
using System.Net;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>What many people at once on one page came to.</summary>
/// <param name="P50">Milliseconds from when a click was due until its rows had come, the median.</param>
/// <param name="P99">The same, of one click in a hundred.</param>
/// <param name="BytesAClick">What the server sends for a click.</param>
/// <param name="HeapACircuit">Managed bytes that an open page holds after its clicks.</param>
/// <param name="Left">Managed bytes after all have left, as a multiple of those before they came.</param>
/// <param name="Resident">Bytes that the system holds for the process while all are open.</param>
internal sealed record GridFigures(double P50, double P99, double BytesAClick, double HeapACircuit, double Left, long Resident);

/// <summary>Many open pages with a grid, each pressed once a second.</summary>
internal sealed class GridLoad(ServedProcess served, string path)
{
    private const int ClicksEach = 10;
    private const int Warming = 100;
    private static readonly TimeSpan TimersAreLate = TimeSpan.FromMilliseconds(5);

    private readonly CookieContainer cookies = new();

    public async Task<GridFigures> RunAsync(int circuits, string? account)
    {
        using var client = new HttpClient(new HttpClientHandler { CookieContainer = cookies }) { BaseAddress = served.Address };
        if (account is not null)
            await client.TrySignInAsync(account, OpsPortal.Demo.DemoPeople.Password);
        await LeaveAsync(client, (await PressAsync(await OpenAsync(client, Math.Min(Warming, circuits)))).Grids);
        var before = await served.HeapAsync();
        var grids = await OpenAsync(client, circuits);
        var sent = grids.Sum(grid => grid.Bytes);
        var (_, took) = await PressAsync(grids);
        var bytes = grids.Sum(grid => grid.Bytes) - sent;
        var (resident, open) = (served.ResidentBytes, await served.HeapAsync());
        await LeaveAsync(client, grids);
        var after = await served.HeapAsync();
        var sorted = took.Order().ToList();
        return new GridFigures(sorted[sorted.Count / 2], sorted[(int)(sorted.Count * 0.99)], bytes / (double)took.Count,
            (open - before) / (double)circuits, after / (double)before, resident);
    }

    private async Task<List<OpenGrid>> OpenAsync(HttpClient client, int circuits)
    {
        var grids = new List<OpenGrid>(circuits);
        for (var i = 0; i < circuits; i++)
            grids.Add(await OpenGrid.NewAsync(client, cookies, path, Clicks.Words(1, PlainGrid.Count)));
        return grids;
    }

    /// <summary>Each page is pressed once a second, spread over the second; a late answer delays nobody else's click.</summary>
    private async Task<(List<OpenGrid> Grids, List<double> Took)> PressAsync(List<OpenGrid> grids)
    {
        var clock = Stopwatch.StartNew();
        var took = await Task.WhenAll(grids.Select((grid, at) => Task.Run(async () =>
        {
            var own = new List<double>(ClicksEach);
            for (var click = 0; click < ClicksEach; click++)
            {
                var due = TimeSpan.FromSeconds(click + (at / (double)grids.Count));
                if (due - clock.Elapsed is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait);
                var started = clock.Elapsed;
                var (to, shows) = Clicks.Of(path, click);
                await grid.ClickAsync(new Uri(served.Address, to), shows);
                own.Add((clock.Elapsed - (started - due > TimersAreLate ? due : started)).TotalMilliseconds);
            }

            return own;
        })));
        return (grids, [.. took.SelectMany(one => one)]);
    }

    private static async Task LeaveAsync(HttpClient client, List<OpenGrid> grids)
    {
        foreach (var grid in grids)
            await grid.LeaveAsync(client);
        await Task.Delay(TimeSpan.FromSeconds(2));
    }
}
