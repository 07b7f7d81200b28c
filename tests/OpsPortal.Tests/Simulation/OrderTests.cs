using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Simulation;

/// <summary>
/// One stream of a provider's events is told several times over in one world, each time for invoices and payments of its own:
/// once as it happened, else in any order with repetitions and with the sweep in between. All copies end in the same books.
/// </summary>
[Trait("Property", "P11")]
[Trait("Requirement", "EVT-3")]
public sealed class OrderTests
{
    private const int Share = 4;
    private const int Copies = 6;

    [Theory, OnSqlite, OnPostgres]
    public async Task Stream_InAnyOrderWithRepetitions_EndsInTheSameBooks(StoreKind kind)
    {
        var plan = SimulationPlan.Read(Share, 0);
        for (var seed = plan.First; seed < plan.First + plan.Count; seed++)
        {
            await using var world = await CashWorld.NewAsync(kind);
            await TellAsync(world, seed);
            var books = await BooksAsync(world);
            foreach (var copy in Enumerable.Range(1, Copies - 1))
                Assert.Equal($"Seed {seed}\n{books[Mark(0)]}", $"Seed {seed}\n{books[Mark(copy)]}");
            Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
        }
    }

    private static async Task TellAsync(CashWorld world, int seed)
    {
        var (random, start) = (new Random(seed), world.World.Now);
        for (var copy = 0; copy < Copies; copy++)
        {
            await world.IssueAsync($"IE-A{Mark(copy)}", ProviderStream.FirstMinor);
            await world.IssueAsync($"IE-B{Mark(copy)}", ProviderStream.SecondMinor);
        }

        world.World.Clock.Advance(Duration.FromHours(6));
        foreach (var delivery in ProviderStream.Of(seed, Mark(0), start))
            await ArriveAsync(world, delivery, sweeps: true);
        var told = Enumerable.Range(1, Copies - 1).SelectMany(copy => ProviderStream.Of(seed, Mark(copy), start)).ToArray();
        SandboxDelivery[] shuffled = [.. told, .. told.Where(_ => random.Next(2) == 0)];
        random.Shuffle(shuffled);
        foreach (var delivery in shuffled)
            await ArriveAsync(world, delivery, sweeps: random.Next(4) == 0);
        for (var round = 0; round < 12; round++)
        {
            await world.Provider.SweepAsync();
            world.World.Clock.Advance(Duration.FromMinutes(20));
        }
    }

    private static async Task ArriveAsync(CashWorld world, SandboxDelivery delivery, bool sweeps)
    {
        await world.Provider.DeliverAsync(delivery.EventId, delivery.Body);
        world.World.Clock.Advance(Duration.FromSeconds(1));
        if (sweeps)
            await world.Provider.SweepAsync();
    }

    /// <summary>Balances by copy: account, payee and invoice or payment, and what each invoice and payment came to.</summary>
    private static async Task<Dictionary<string, string>> BooksAsync(CashWorld world)
    {
        await using var db = await world.World.DbAsync();
        var invoices = await db.Set<Invoice>().AsNoTracking().ToDictionaryAsync(one => one.Id);
        var receipts = await db.Set<Receipt>().AsNoTracking().ToDictionaryAsync(one => one.Id);
        var objects = await db.Set<JournalEntry>().AsNoTracking().ToDictionaryAsync(one => one.Id, one => one.ProviderObject);
        var lines = (await db.Set<JournalLine>().AsNoTracking().ToListAsync()).Select(line => (Line: line, Name:
            line.InvoiceId is { } invoice ? invoices[invoice].Number!
            : line.ReceiptId is { } receipt ? receipts[receipt].ProviderReference : objects[line.EntryId]!)).ToList();
        return Enumerable.Range(0, Copies).ToDictionary(Mark, copy => string.Join('\n', lines
            .Where(line => line.Name.EndsWith(Mark(copy), StringComparison.Ordinal))
            .GroupBy(line => $"{(int)line.Line.Account} {CashWorld.NameOf(line.Line.PayeeId)} {line.Name[..^3]}")
            .Select(same => (same.Key, Minor: same.Sum(line => line.Line.AmountMinor))).Where(row => row.Minor != 0)
            .Select(row => $"{row.Key} {row.Minor}")
            .Concat(invoices.Values.Where(one => one.Number!.EndsWith(Mark(copy), StringComparison.Ordinal))
                .Select(one => $"{one.Number![..^3]} is {one.State} with {one.OpenMinor} open"))
            .Concat(receipts.Values.Where(one => one.ProviderReference.EndsWith(Mark(copy), StringComparison.Ordinal))
                .Select(one => $"{one.ProviderReference[..^3]} is {one.State} with {one.UnappliedMinor} left"))
            .Order(StringComparer.Ordinal)));
    }

    private static string Mark(int copy) => $"-C{copy}";
}
