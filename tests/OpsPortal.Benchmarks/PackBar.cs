using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using OpsPortal.Domain.Close;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Benchmarks;

/// <summary>Bar 9: the close pack of a month with a million lines, whole, beside a plain read and plain writers.</summary>
internal static class PackBar
{
    private static readonly YearMonth Month = new(2025, 1);

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var lines = 1_000_000L * percent / 100;
        await TrialBalanceBar.FillAsync(store, lines, days: 31);
        await store.ScalarAsync("""VACUUM ANALYZE "JournalLines" """);
        await store.ScalarAsync("""VACUUM ANALYZE "JournalEntries" """);
        await using var portal = store.Portal();
        await using var source = NpgsqlDataSource.Create(store.ConnectionString);
        var (floors, products, peaks, wrong) = (new List<double>(), new List<double>(), new List<double>(), false);
        for (var round = 0; round < 4; round++)
        {
            var watch = Stopwatch.StartNew();
            var (rows, sum) = await PackFloor.RunAsync(source);
            var floor = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var (part, above) = await MakeAsync(portal);
            var took = watch.Elapsed.TotalSeconds;
            var debit = decimal.Parse(part.Totals!.Single(total => total.Column == "Debit").Sum, NumberStyles.Number,
                CultureInfo.InvariantCulture);
            wrong |= part.Rows != rows || debit != sum;
            if (round == 0)
                continue;
            floors.Add(floor);
            products.Add(took);
            peaks.Add(above);
        }

        var ratio = Measured.Median(products.Zip(floors, (a, b) => a / b));
        var peak = Measured.Median(peaks);
        return
        [
            new Measured(
                "9", string.Create(CultureInfo.InvariantCulture, $"close pack over {lines} lines, whole and packed"),
                $"{Measured.Median(floors):0.0} s", $"{Measured.Median(products):0.0} s", ratio,
                string.Create(CultureInfo.InvariantCulture, $"<= 2.50, <= 100 MB above idle (here {peak:0} MB)"),
                ratio <= 2.5 && peak <= 100) { MoneyIsWrong = wrong },
        ];
    }

    private static async Task<(PackPart Part, double AboveMegabytes)> MakeAsync(
        Microsoft.AspNetCore.Builder.WebApplication portal)
    {
        await using var memory = new PeakMemory();
        await using var db = await BenchStore.DbAsync(portal);
        await using var file = PackBytes.TemporaryFile();
        var close = SignedClose();
        var scope = new CloseScope(db, Template.Ireland, Month, close.SignedAt!.Value);
        var manifest = await portal.Services.GetRequiredService<PackMaker>()
            .MakeAsync(scope, close, file, _ => Task.CompletedTask, CancellationToken.None);
        return (manifest.Parts.Single(part => part.Name == "csv/ledger-export.csv"), memory.AboveMegabytes);
    }

    private static PeriodClose SignedClose()
    {
        var close = PeriodClose.Open(new(Guid.CreateVersion7()), Template.Ireland, Month, 1);
        var (ready, now) = (new CloseReadiness(new string('a', 64), []), Instant.FromUtc(2025, 2, 8, 9, 0));
        PersonId[] people = [new(Guid.CreateVersion7()), new(Guid.CreateVersion7()), new(Guid.CreateVersion7())];
        close.Begin(people[0], 0, now);
        close.Prepare(people[0], ready, ready.ContentHash, now);
        close.Review(people[1], ready, ready.ContentHash, now);
        close.Sign(people[2], ready, ready.ContentHash, 0, now);
        return close;
    }
}
