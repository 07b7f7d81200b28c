using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Identity;

namespace OpsPortal.Demo;

/// <summary>Fills an empty database with demo people and three months of history, where <c>Demo:Enabled</c> is on, and prints how
/// to sign in.</summary>
internal sealed class DemoStart(
    IConfiguration configuration, IDbContextFactory<OpsDbContext> contexts, AppClock clock, IServiceProvider services)
        : IStartStep
{
    private static readonly Duration HistoryLength = Duration.FromDays(92);

    public int Order => 100;

    public async Task RunAsync(CancellationToken ct)
    {
        if (!configuration.GetValue("Demo:Enabled", false))
            return;
        await using (var db = await contexts.CreateDbContextAsync(ct))
        {
            if (!await db.Set<Person>().AnyAsync(ct))
                await FillAsync(db, ct);
        }

        await PrintAsync();
    }

    private async Task FillAsync(OpsDbContext db, CancellationToken ct)
    {
        await Console.Out.WriteLineAsync("Making the demo's history, once: this takes up to half a minute.");
        var watch = Stopwatch.StartNew();
        var today = clock.GetCurrentInstant();
        try
        {
            clock.Set(today - HistoryLength);
            var cast = await new DemoParties(db, services.GetRequiredService<FieldProtection>(),
                clock.GetCurrentInstant()).MakeAsync(ct);
            await services.GetRequiredService<DemoHistory>().TellAsync(cast, today, ct);
            await DemoPeople.EndSessionsAsync(db, today, ct);
            await db.Database.CloseConnectionAsync();
            await services.GetRequiredService<DemoTemplate>().KeepAsync(ct);
        }
        finally
        {
            clock.Release();
        }

        await Console.Out.WriteLineAsync($"Demo history made in {watch.Elapsed.TotalSeconds:0.0} s.");
    }

    private async Task PrintAsync()
    {
        await Console.Out.WriteLineAsync($"OpsPortal: {configuration["Urls"]}");
        await Console.Out.WriteLineAsync($"Demo accounts, password {DemoPeople.Password}:");
        foreach (var (email, name, role) in DemoPeople.All)
            await Console.Out.WriteLineAsync($"  {email,-24} {name} ({role})");
    }
}
