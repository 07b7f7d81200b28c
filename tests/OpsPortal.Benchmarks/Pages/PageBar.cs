using System.Diagnostics;
using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Access;
using OpsPortal.Benchmarks.Circuits;
using OpsPortal.Data.Start;
using OpsPortal.Demo;
using OpsPortal.Features.Ledger;
using OpsPortal.Shell.Start;

namespace OpsPortal.Benchmarks.Pages;

/// <summary>
/// Every main page at the size of a year: the time until the last byte of the page, drawn with its data, beside the time that
/// PostgreSQL itself planned and ran for it.
/// </summary>
internal static class PageBar
{
    private const int CopiesOfAYear = 2065;
    private const int Rounds = 10;
    private const int FewestVisits = 4;
    private const int EnoughMilliseconds = 20_000;
    private const string Database = "year";

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        await store.CountStatementsAsync();
        await store.ScalarAsync($"CREATE DATABASE {Database}");
        await using var folder = TestStore.Empty(StoreKind.Sqlite);
        var settings = SettingsOf(store, folder);
        await using var source = NpgsqlDataSource.Create(settings["ConnectionStrings:OpsPortal"]!);
        await FillAsync(folder, settings, source, Math.Max(1, CopiesOfAYear * percent / 100));
        await using var portal = await ServedProcess.PortalAsync(With(settings, "Demo:Enabled", "false"));
        var lines = Convert.ToInt64(await AskAsync(source, """SELECT count(*) FROM "JournalLines" """), null);
        var sum = Convert.ToInt64(await AskAsync(source, """SELECT sum("AmountMinor") FROM "JournalLines" """), null);
        var (found, people) = (new List<(MeasuredPage Page, string Path)>(), new Dictionary<string, HttpClient>());
        foreach (var page in MeasuredPages.All)
        {
            if (!people.ContainsKey(page.Account))
                people[page.Account] = await SignInAsync(portal, page.Account);
            if (await PathOfAsync(source, page) is { } path)
                found.Add((page, path));
        }

        var visits = found.ToDictionary(one => one.Page, _ => new List<Visit>());
        for (var round = 0; round <= Rounds; round++)
        {
            foreach (var (page, path) in found.Where(one => !IsKnownSlow(visits[one.Page])))
                visits[page].Add(await VisitAsync(people[page.Account], source, path));
        }

        foreach (var client in people.Values)
            client.Dispose();
        return [.. visits.Select(one => RowOf(one.Key, [.. one.Value.Skip(1)], lines, sum))];
    }

    private static Measured RowOf(MeasuredPage page, List<Visit> visits, long lines, long sum)
    {
        var (took, sql) = (Measured.Median(visits.Select(v => v.Milliseconds)), Measured.Median(visits.Select(v => v.Sql)));
        var (calls, size) = (Measured.Median(visits.Select(v => (double)v.Calls)), visits.Max(v => v.Bytes) / 1024);
        var ratio = took / Math.Max(sql, 0.01);
        return new Measured("page", $"{page.Name} ({page.Account}), {lines} lines",
            string.Create(CultureInfo.InvariantCulture, $"SQL {sql:0.0} ms, {calls:0} commands"),
            string.Create(CultureInfo.InvariantCulture, $"{took:0} ms, worst {visits.Max(v => v.Milliseconds):0} ms, {size} KB"),
            ratio, "<= 100 ms, <= 3.00", took <= 100 && ratio <= 3) { MoneyIsWrong = sum != 0 };
    }

    /// <summary>The demo tells its own three months, which are then copied; balances are taken as the job does.</summary>
    private static async Task FillAsync(
        TestStore folder, Dictionary<string, string?> settings, NpgsqlDataSource source, int copies)
    {
        await using (var demo = TestPortal.Build(folder, settings))
        {
            await demo.Services.GetRequiredService<Schema>().BringUpAsync(CancellationToken.None);
            await demo.StartStepsAsync();
        }

        await AskAsync(source, "CREATE EXTENSION pg_stat_statements");
        await AskAsync(source, YearOfDemo.Sql(copies));
        await using var portal = TestPortal.Build(folder, With(settings, "Demo:Enabled", "false"));
        Done(await portal.Services.GetRequiredService<SnapshotBalances>()
            .RunAsync(Actor.System("benchmark"), CancellationToken.None));
        await AskAsync(source, "VACUUM ANALYZE");
    }

    private static async Task<Visit> VisitAsync(HttpClient client, NpgsqlDataSource source, string path)
    {
        await AskAsync(source, "SELECT pg_stat_statements_reset()");
        var watch = Stopwatch.StartNew();
        var bytes = await LengthAsync(client, path);
        var took = watch.Elapsed.TotalMilliseconds;
        await using var command = source.CreateCommand(
            $"""
            SELECT coalesce(sum(total_plan_time + total_exec_time), 0), coalesce(sum(calls), 0)::bigint FROM pg_stat_statements s
            JOIN pg_database d ON d.oid = s.dbid WHERE datname = '{Database}' AND query NOT LIKE '%pg_stat_statements%'
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new Visit(took, reader.GetDouble(0), reader.GetInt64(1), bytes);
    }

    // A page that does not come within a minute stands in the table with that minute and no bytes.
    private static async Task<long> LengthAsync(HttpClient client, string path)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            var body = await answer.Content.ReadAsByteArrayAsync();
            return answer.StatusCode == HttpStatusCode.OK && answer.RequestMessage!.RequestUri!.PathAndQuery == path
                && body.AsSpan().IndexOf("data-code=\"page."u8) < 0
                ? body.Length
                : throw new InvalidOperationException($"{path} answered {answer.StatusCode} without its data.");
        }
        catch (TaskCanceledException)
        {
            return 0;
        }
    }

    private static bool IsKnownSlow(List<Visit> visits) =>
        visits.Count >= FewestVisits && visits.Sum(visit => visit.Milliseconds) > EnoughMilliseconds;

    private static async Task<string?> PathOfAsync(NpgsqlDataSource source, MeasuredPage page) =>
        page.IdFrom is null ? page.Path : await AskAsync(source, page.IdFrom) is { } id ? $"{page.Path}{id}" : null;

    private static async Task<HttpClient> SignInAsync(ServedProcess portal, string account)
    {
        var client = new HttpClient(new HttpClientHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = portal.Address, Timeout = TimeSpan.FromMinutes(1),
        };
        await client.TrySignInAsync(account, DemoPeople.Password);
        return client;
    }

    private static async Task<object?> AskAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        return await command.ExecuteScalarAsync();
    }

    private static Dictionary<string, string?> SettingsOf(BenchStore store, TestStore folder) => new(store.Settings)
    {
        ["ConnectionStrings:OpsPortal"] = new NpgsqlConnectionStringBuilder(store.ConnectionString)
        {
            Database = Database, Options = "-c pg_stat_statements.track_planning=on", CommandTimeout = 600,
        }.ToString(),
        ["OpsPortal:DataFolder"] = folder.Folder,
        ["Demo:Enabled"] = "true",
        ["Providers:Sandbox:WebhookSecret"] = "whsec_ZGVtbyBzYW5kYm94IHNlY3JldCwgbm8gdmFsdWU=",
    };

    private static Dictionary<string, string?> With(Dictionary<string, string?> settings, string key, string value) =>
        new(settings) { [key] = value };

    private sealed record Visit(double Milliseconds, double Sql, long Calls, long Bytes);
}
