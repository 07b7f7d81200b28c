using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Benchmarks.Circuits;

/// <summary>Bars 10, 11 and 12: 200 people on the exceptions, each with a click a second; what each holds in memory; and the
/// process after 100,000 events with all of them there.</summary>
internal static class CircuitBar
{
    private const int Rounds = 2;

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var circuits = 200 * percent / 100;
        await FillAsync(store);
        var settings = new Dictionary<string, string?>(store.Settings) { ["Sessions:CircuitsPerPerson"] = "1000" };
        var pairs = new List<(GridFigures Floor, GridFigures Product)>();
        for (var round = 0; round < Rounds; round++)
        {
            GridFigures floor, product;
            await using (var plain = await ServedProcess.FloorAsync())
                floor = await new GridLoad(plain, "/grid").RunAsync(circuits, null);
            await using (var portal = await ServedProcess.PortalAsync(settings))
                product = await new GridLoad(portal, "/exceptions").RunAsync(circuits, "ops");
            pairs.Add((floor, product));
        }

        return [.. Grid(pairs, circuits), Memory(pairs, circuits), await AfterEventsAsync(store, settings, percent)];
    }

    private static IEnumerable<Measured> Grid(List<(GridFigures Floor, GridFigures Product)> pairs, int circuits)
    {
        var slower = Measured.Median(pairs.Select(pair => pair.Product.P50 / pair.Floor.P50));
        var p99 = Measured.Median(pairs.Select(pair => pair.Product.P99));
        yield return new Measured("10", $"next, sort and filter, {circuits} pages with a click a second",
            Times(pairs, p => p.Floor), Times(pairs, p => p.Product), slower, $"<= 3.00, p99 <= 50 ms (here {p99:0})",
            slower <= 3 && p99 <= 50);
        var bytes = Measured.Median(pairs.Select(pair => pair.Product.BytesAClick / pair.Floor.BytesAClick));
        yield return new Measured("10", "bytes sent for a click", Kilobytes(pairs, p => p.Floor.BytesAClick),
            Kilobytes(pairs, p => p.Product.BytesAClick), bytes, "<= 2.00", bytes <= 2);
    }

    private static Measured Memory(List<(GridFigures Floor, GridFigures Product)> pairs, int circuits)
    {
        var more = Measured.Median(pairs.Select(pair => pair.Product.HeapACircuit / pair.Floor.HeapACircuit));
        var each = Measured.Median(pairs.Select(pair => pair.Product.HeapACircuit));
        var left = Measured.Median(pairs.Select(pair => pair.Product.Left));
        var fit = (1L << 30) / each;
        return new Measured("11", $"memory of a page after its clicks, {circuits} of them; {fit:0} a GiB",
            Kilobytes(pairs, p => p.Floor.HeapACircuit), Kilobytes(pairs, p => p.Product.HeapACircuit), more,
            $"<= 2.50, >= 2,100 a GiB, heap back within 5 % (here {left - 1:P1})", more <= 2.5 && fit >= 2100 && left <= 1.05);
    }

    private static async Task<Measured> AfterEventsAsync(BenchStore store, Dictionary<string, string?> settings, int percent)
    {
        var (events, circuits) = (100_000 * percent / 100, 200 * percent / 100);
        await using var writer = store.Portal();
        await store.AddInvoicesAsync(writer, "M-", events);
        await using var portal = await ServedProcess.PortalAsync(settings);
        foreach (var some in Enumerable.Range(0, events).Chunk(10_000))
            await WebhookLoad.SendAsync(portal.Address, [.. some.Select(i => WebhookLoad.Body("M-", i))]);
        var figures = await new GridLoad(portal, "/exceptions").RunAsync(circuits, "ops");
        var posted = Convert.ToInt64(await store.ScalarAsync("""SELECT count(*) FROM "Receipts" """), null);
        var megabytes = figures.Resident / 1024.0 / 1024.0;
        return new Measured("12", $"memory of the process after {events} events with {circuits} pages open", "-",
            $"{megabytes:0} MB", megabytes / 400, "<= 400 MB", megabytes <= 400) { MoneyIsWrong = posted != events };
    }

    /// <summary>People who may sign in, and 20,000 open cases, each seventh urgent.</summary>
    private static async Task FillAsync(BenchStore store)
    {
        await using var portal = store.Portal();
        await PayableBooks.NewAsync(portal);
        await using var db = await BenchStore.DbAsync(portal);
        var (now, type) = (SystemClock.Instance.GetCurrentInstant(), ExceptionTypes.Of(ExceptionType.RemittanceMismatch));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await BulkInsert.StreamAsync(db, Enumerable.Range(0, PlainGrid.Count).Select(n => new ExceptionCase(
            new ExceptionId(Guid.CreateVersion7()), ExceptionType.RemittanceMismatch, "benchmark",
            $"Something does not agree, number {n}", $"benchmark:{n}", null,
            new ExceptionLinks { LegalEntityId = Template.Ireland }, now - Duration.FromMinutes(n), type)), default);
        await transaction.CommitAsync();
        await store.ScalarAsync(
            $"""
            UPDATE "ExceptionCases" SET "Urgency" = 'Late', "IsUrgent" = true WHERE "Id" IN
                (SELECT "Id" FROM (SELECT "Id", row_number() OVER (ORDER BY "Id") AS n FROM "ExceptionCases") AS c
                WHERE n % {PlainGrid.UrgentEach} = 1)
            """);
        await store.ScalarAsync("ANALYZE");
    }

    private static string Times(List<(GridFigures Floor, GridFigures Product)> pairs,
        Func<(GridFigures Floor, GridFigures Product), GridFigures> of) =>
        $"p50 {Measured.Median(pairs.Select(pair => of(pair).P50)):0.0} ms, "
            + $"p99 {Measured.Median(pairs.Select(pair => of(pair).P99)):0.0} ms";

    private static string Kilobytes(List<(GridFigures Floor, GridFigures Product)> pairs,
        Func<(GridFigures Floor, GridFigures Product), double> of) => $"{Measured.Median(pairs.Select(of)) / 1024:0.0} KB";
}
