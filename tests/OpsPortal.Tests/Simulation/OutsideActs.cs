using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Tests.Simulation;

/// <summary>What payers, the provider, the bank and the clocks do.</summary>
internal sealed class OutsideActs(Simulation world)
{
    private static readonly string[] Jobs =
        ["inbox-sweep", "payout-dispatch", "payout-enquiry", "audit-sealing", "approval-expiry", "balance-snapshots"];

    public IReadOnlyList<Act> All =>
    [
        new(12, "somebody pays", PayAsync),
        new(22, "letters arrive", DeliverAsync),
        new(13, "the clocks tick", TickAsync),
        new(1, "the bank goes away", BankGoesAsync),
        new(1, "the app is started anew", RebuildAsync),
        new(2, "balances are written down", RememberBalancesAsync),
    ];

    /// <summary>Every job once, some of them twice, in any order.</summary>
    public async Task<bool> TickAsync()
    {
        var turn = world.FaultsStopped ? Jobs : [.. Jobs, .. Jobs.Where(_ => world.Random.Next(4) == 0)];
        if (!world.FaultsStopped)
            world.Random.Shuffle(turn);
        foreach (var job in turn)
            await world.LiveAsync(() => world.House.Job(job).RunAsync(Actor.System(job), CancellationToken.None));
        return true;
    }

    public async Task<bool> DeliverAsync()
    {
        var due = world.Courier.Due(world.House.Now);
        foreach (var letter in due)
        {
            var answer = IntakeAnswer.Failed;
            var lives = await world.LiveAsync(async () =>
                answer = await world.House.Use<DemoEvents>().DeliverAsync(letter.EventId, letter.Body));
            if (lives && answer is IntakeAnswer.Stored or IntakeAnswer.Duplicate)
                world.Courier.Acknowledged.Add(letter.EventId);
            else
                world.Courier.Again(letter, world.House.Now);
        }

        return due.Length > 0;
    }

    private async Task<bool> PayAsync()
    {
        await using var db = await world.House.DbAsync();
        var open = await db.Set<Invoice>().AsNoTracking().Where(invoice => invoice.OpenMinor > 0 && invoice.Number != null)
            .OrderBy(invoice => invoice.Number).Select(invoice => new { invoice.Number, invoice.OpenMinor, invoice.GrossMinor })
            .ToListAsync();
        var isForgetful = world.Random.Next(12) == 0;
        var unpaid = open.Where(one => isForgetful || world.Payers.PaidMinor(one.Number!) < one.GrossMinor).ToList();
        if (world.AnyOf(unpaid) is not { } invoice)
            return false;
        var minor = world.Random.Next(10) switch
        {
            < 6 => invoice.OpenMinor,
            < 9 => 1 + world.Random.NextInt64(invoice.OpenMinor),
            _ => invoice.OpenMinor + world.Random.Next(5_000),
        };
        var named = world.Random.Next(15) == 0 ? null : invoice.Number;
        world.Note($"{world.Payers.Pay(named, minor, world.House.Now)} of {minor} for {named ?? "nothing"}");
        return true;
    }

    private Task<bool> BankGoesAsync()
    {
        world.Bank.AwayUntil = world.House.Now + Duration.FromMinutes(10 + world.Random.Next(120));
        return Task.FromResult(true);
    }

    private async Task<bool> RebuildAsync()
    {
        await world.House.RebuildAsync();
        return true;
    }

    private async Task<bool> RememberBalancesAsync()
    {
        await using var db = await world.House.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        world.Memory.Past.Add((world.House.Now, Balances(lines)));
        return true;
    }

    public static Dictionary<int, long> Balances(IEnumerable<JournalLine> lines) => lines
        .GroupBy(line => (int)line.Account).ToDictionary(group => group.Key, group => group.Sum(line => line.AmountMinor));
}
