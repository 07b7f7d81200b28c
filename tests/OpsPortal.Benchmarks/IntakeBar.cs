namespace OpsPortal.Benchmarks;

/// <summary>Bars 1 and 3: signed webhooks over HTTP to durably posted, and the same events once more.</summary>
internal static class IntakeBar
{
    private const int Rounds = 3;

    public static async Task<IReadOnlyList<Measured>> RunAsync(BenchStore store, int percent)
    {
        var count = 4000 * percent / 100;
        var floorStore = new FloorStore(store.ConnectionString);
        await using var host = await PortalHost.NewAsync(StoreKind.Sqlite, store.Settings);
        var product = host.Listen();
        await using var portal = store.Portal();
        var pairs = new List<(Pace Floor, Pace Product)>();
        var overNaive = new List<double>();
        var known = new List<byte[]>();
        for (var round = 0; round <= Rounds; round++)
        {
            // The first round warms both up and is not counted.
            var prefix = $"R{round}-";
            var numbers = Enumerable.Range(0, round == 0 ? count / 2 : count).ToList();
            await store.AddInvoicesAsync(portal, prefix, numbers.Count);
            await floorStore.ResetAsync(numbers.Select(i => WebhookLoad.Invoice(prefix, i)));
            await using var floor = await FloorServer.StartAsync(floorStore);
            var bodies = numbers.Select(i => WebhookLoad.Body(prefix, i)).ToList();
            var floorPace = await WebhookLoad.SendAsync(floor.Address, bodies);
            var productPace = await WebhookLoad.SendAsync(product, bodies);
            var naivePace = await NaiveAsync(floorStore, floor, prefix, numbers.Count / 4);
            known.AddRange(bodies);
            if (round == 0)
                continue;
            pairs.Add((floorPace, productPace));
            overNaive.Add(productPace.PerSecond / naivePace.PerSecond);
        }

        var wrong = await WrongAsync(store, known.Count);
        return [Posted(pairs, wrong), OverNaive(overNaive), await ReplayAsync(store, floorStore, product, known)];
    }

    private static Measured Posted(List<(Pace Floor, Pace Product)> pairs, bool wrong)
    {
        var ratio = Measured.Median(pairs.Select(pair => pair.Product.PerSecond / pair.Floor.PerSecond));
        var slower = Measured.Median(pairs.Select(pair => pair.Product.P99Milliseconds / pair.Floor.P99Milliseconds));
        return new Measured(
            "1", "signed webhook to durably posted, 32 in flight", Words(pairs.Select(pair => pair.Floor)),
            Words(pairs.Select(pair => pair.Product)),
            ratio, $">= 0.50, p99 <= 2x (here {slower:0.0}x)", ratio >= 0.5 && slower <= 2) { MoneyIsWrong = wrong };
    }

    private static async Task<Pace> NaiveAsync(FloorStore store, FloorServer floor, string prefix, int count)
    {
        await store.ResetAsync(Enumerable.Range(0, count).Select(i => WebhookLoad.Invoice($"{prefix}N", i)));
        var bodies = Enumerable.Range(0, count).Select(i => WebhookLoad.Body($"{prefix}N", i)).ToList();
        return await WebhookLoad.SendAsync(floor.Address, bodies, "/naive/webhooks/stripe");
    }

    private static Measured OverNaive(List<double> ratios) => new(
        "1", "the same, against EF with a context and a save for each event", "naive EF", "", Measured.Median(ratios), ">= 3.00",
        Measured.Median(ratios) >= 3);

    private static async Task<Measured> ReplayAsync(BenchStore store, FloorStore floor, Uri product, List<byte[]> known)
    {
        var before = await CountsAsync(store);
        var pairs = new List<(Pace Floor, Pace Product)>();
        foreach (var part in known.Chunk((known.Count + Rounds - 1) / Rounds))
            pairs.Add((await KnownAsync(floor, part), await WebhookLoad.SendAsync(product, part)));
        var ratio = Measured.Median(pairs.Select(pair => pair.Product.PerSecond / pair.Floor.PerSecond));
        return new Measured(
            "3", $"replay of {known.Count} known events, answered 200", Words(pairs.Select(pair => pair.Floor)),
            Words(pairs.Select(pair => pair.Product)), ratio, ">= 0.60, no new rows", ratio >= 0.6)
        {
            MoneyIsWrong = before != await CountsAsync(store),
        };
    }

    private static async Task<Pace> KnownAsync(FloorStore floor, byte[][] bodies)
    {
        foreach (var group in bodies.Chunk(128))
            await floor.CommitAsync([.. group.Select(Plain)]);
        await using var server = await FloorServer.StartAsync(floor);
        return await WebhookLoad.SendAsync(server.Address, bodies, "/known/webhooks/stripe");
    }

    private static (string Event, string Body, string Reference, string Invoice) Plain(byte[] body)
    {
        var (id, reference, invoice) = FloorServer.Admit(body, WebhookLoad.Sign(body))!.Value;
        return (id, "", reference, invoice);
    }

    private static async Task<bool> WrongAsync(BenchStore store, int events) =>
        await CountsAsync(store)
            != $"{events} events, {events} receipts, {events * 2} entries, {events * 6} lines, sum 0, open 0";

    private static async Task<string> CountsAsync(BenchStore store)
    {
        var counts = (string)(await store.ScalarAsync(
            """
            SELECT (SELECT count(*) FROM "InboxEvents") || ' events, ' || (SELECT count(*) FROM "Receipts") || ' receipts, '
                || (SELECT count(*) FROM "JournalEntries") || ' entries, '
                || (SELECT count(*) FROM "JournalLines") || ' lines, sum '
                || (SELECT coalesce(sum("AmountMinor"), 0) FROM "JournalLines") || ', open '
                || (SELECT coalesce(sum("OpenMinor"), 0) FROM "Invoices")
            """))!;
        Console.WriteLine(counts);
        return counts;
    }

    private static string Words(IEnumerable<Pace> paces)
    {
        var all = paces.ToList();
        return $"{Measured.Median(all.Select(pace => pace.PerSecond)):0}/s, p99 {
            Measured.Median(all.Select(pace => pace.P99Milliseconds)):0} ms";
    }
}
