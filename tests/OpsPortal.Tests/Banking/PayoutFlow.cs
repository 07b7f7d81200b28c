using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Banking;

/// <summary>Two payouts in flight, and what provider and bank tell of them.</summary>
internal sealed class PayoutFlow : IAsyncDisposable
{
    private readonly List<ProviderEvent> waiting = [];
    private int files;

    private PayoutFlow(PayoutWorld world, List<PayoutItem> items) => (World, Items) = (world, items);

    public PayoutWorld World { get; }

    public List<PayoutItem> Items { get; }

    /// <summary>The day of the lines that are imported; today where it is not set.</summary>
    public LocalDate? LinesOf { get; set; }

    public static async Task<PayoutFlow> NewAsync(StoreKind kind)
    {
        var world = await PayoutWorld.NewAsync(kind);
        var added = await world.Use<AddTreasuryAccount>().RunAsync(
            new(Hosting.World.Ireland, "Main", BankSamples.Iban, "EUR", true), world.Controller1, default);
        Assert.Null(added.Refusal);
        var batch = await world.TransmittedAsync();
        return new PayoutFlow(world, [.. (await world.BatchAsync(batch)).Items
            .OrderBy(item => item.PayeeName, StringComparer.Ordinal)]);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    public List<Func<Task>> Facts() =>
    [
        () => HappensAsync(Items[0], ProviderEventKind.PayoutItemPaid),
        () => HappensAsync(Items[1], ProviderEventKind.PayoutItemPaid),
        () => HappensAsync(Items[1], ProviderEventKind.PayoutItemReturned),
        () => ImportAsync("L", (Items[0], -1), (Items[1], -1)),
        () => ImportAsync("R", (Items[1], 1)),
        () => ImportAsync("All", (Items[1], -1), (Items[1], 1)),
    ];

    public async Task HappensAsync(PayoutItem item, ProviderEventKind what)
    {
        var happened = new ProviderEvent
        {
            Provider = "sandbox", EventId = $"evt-{item.Id}-{what}", Kind = what, Type = what.ToString(),
            OccurredAt = World.Now, Reference = $"sbx-{item.PayeeName}", AmountMinor = item.AmountMinor,
            Currency = item.Currency, InstructionKey = item.Key, Reason = "AC04",
        };
        var answer = await World.Use<CommandRunner>().RunAsync<HandlerAnswer>(
            Domain.Access.Permission.Background, Actor.System("test"),
            async work => await World.Use<IPayoutItemEvents>().HandleAsync(work, happened), default);
        Assert.Null(answer.Refusal);
        if (answer.Value is HandlerAnswer.Early)
            waiting.Add(happened);
    }

    /// <summary>Lets what waits take its turn until nothing changes any more.</summary>
    public async Task SettleDownAsync()
    {
        for (var round = 0; round < 3; round++)
        {
            var again = waiting.ToList();
            waiting.Clear();
            foreach (var happened in again)
                await HappensAsync(Items.Single(item => item.Key == happened.InstructionKey), happened.Kind);
            Assert.Null((await World.Use<BookLines>().RunAsync(Actor.System("test"), default)).Refusal);
        }
    }

    public string Text(PayoutItem item, int sign) =>
        (sign * item.AmountMinor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    public Task ImportAsync(string name, params (PayoutItem Item, int Sign)[] lines) =>
        ImportTextAsync(name, [.. lines.Select(line => (Text(line.Item, line.Sign), line.Item.Key))], "same");

    public async Task ImportTextAsync(string name, params (string Amount, string Text)[] lines) =>
        await ImportTextAsync(name, lines, name);

    public async Task<List<BankLine>> LinesAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<BankLine>().AsNoTracking().ToListAsync();
    }

    public async Task<PayoutItem> StateAsync(PayoutItem item)
    {
        await using var db = await World.DbAsync();
        return await db.Set<PayoutItem>().AsNoTracking().SingleAsync(found => found.Id == item.Id);
    }

    public async Task<List<ExceptionCase>> OpenCasesAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<ExceptionCase>().AsNoTracking().Where(found => found.State != ExceptionState.Resolved)
            .ToListAsync();
    }

    /// <summary>Every entry of payouts with its lines, by the names of payees: ids and days differ from run to run.</summary>
    public async Task<string> BooksAsync()
    {
        await using var db = await World.DbAsync();
        var names = Items.ToDictionary(item => item.Id, item => item.PayeeName);
        var entries = await db.Set<JournalEntry>().AsNoTracking().Include(entry => entry.Lines)
            .Where(entry => entry.PayoutItemId != null).ToListAsync();
        return string.Join('\n', entries.Select(entry => $"{names[entry.PayoutItemId!.Value]} {entry.Family}: "
            + string.Join(", ", entry.Lines.Select(line => $"{(int)line.Account} {line.AmountMinor}")
                .Order(StringComparer.Ordinal))).Order(StringComparer.Ordinal));
    }

    private async Task ImportTextAsync(string name, (string Amount, string Text)[] lines, string prefix)
    {
        var day = (LinesOf ?? World.Now.InUtc().Date).ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);
        var entries = string.Concat(lines.Select((line, i) => BankSamples.Entry(
            line.Amount, BankSamples.Paid($"Payout {line.Text}", "Ada"), day: day,
            reference: prefix == "same" ? $"{line.Amount}-{line.Text[^6..]}" : $"{prefix}-{i}")));
        var closing = 1_000_000m + lines.Sum(line =>
            decimal.Parse(line.Amount, NumberStyles.Number, CultureInfo.InvariantCulture));
        var text = BankSamples.Camt(entries, opening: "1000000.00", day: day, id: $"{name}-{++files}",
            closing: closing.ToString("0.00", CultureInfo.InvariantCulture));
        var done = await World.Use<ImportBankStatement>().RunAsync(
            new($"{name}.xml", new MemoryStream(Encoding.UTF8.GetBytes(text))), World.Finance, default);
        Assert.Null(done.Outcome.Refusal);
    }
}
