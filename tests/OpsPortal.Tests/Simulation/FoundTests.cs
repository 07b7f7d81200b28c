using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Payouts;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>What simulated worlds and shuffled streams found, each as a test of its own.</summary>
public sealed class FoundTests
{
    /// <summary>Seed 1: who was refused in the rehearsal, for want of power or by a red control, left no row in the
    /// log.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Property", "P10")]
    public async Task Submit_ThatTheRehearsalRefuses_StandsInTheLog(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, 1);
        var batch = await world.BuiltAsync();
        var submit = world.Use<SubmitBatch>();

        Assert.Equal("shared.not-allowed", (await submit.RunAsync(new(batch), world.As("ops"), default)).Refusal?.Code);
        Assert.Null((await submit.RunAsync(new(batch), world.Finance, default)).Refusal);
        Assert.Equal("payouts.move", (await submit.RunAsync(new(batch), world.Finance, default)).Refusal?.Code);

        await using var db = await world.DbAsync();
        var refused = await db.Set<AuditRow>().Where(row => row.Action == "SubmitBatch refused").ToListAsync();
        Assert.Equal([world.As("ops").Person, world.Finance.Person], 
            refused.OrderBy(row => row.Id.Value).Select(row => row.PersonId!.Value));
    }

    /// <summary>
    /// A decision that came in before the news of the formal dispute was taken for the end of the inquiry: the money stayed in
    /// dispute for ever, or was lost at the provider and not in the books.
    /// </summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Property", "P11")]
    [Trait("Requirement", "EVT-3")]
    public async Task Dispute_WhoseDecisionOvertookItsEscalation_EndsAsDecided(bool isWon)
    {
        var straight = await BooksAsync(isWon, 0, 1, 2, 3, 4);
        Assert.Equal(straight, await BooksAsync(isWon, 0, 1, 2, 4, 3));
        Assert.Equal(straight, await BooksAsync(isWon, 4, 3, 2, 1, 0));
        Assert.Equal(straight, await BooksAsync(isWon, 2, 0, 4, 1, 3));
        Assert.DoesNotContain("1260 EUR", straight.Keys);
    }

    private static async Task<Dictionary<string, long>> BooksAsync(bool isWon, params int[] order)
    {
        await using var world = await CashWorld.NewAsync(StoreKind.Sqlite);
        await world.IssueAsync("IE-1", 50_000);
        var start = world.World.Now;
        var payment = CashWorld.Payment("pay_1", "IE-1", 50_000, start);
        payment.DisputeReference = "dp_1";
        SandboxDelivery[] story =
        [
            SandboxEvents.Payment(payment, "payment.succeeded", 50_000, start),
            SandboxEvents.Payment(payment, "balance.available", 50_000, start + Duration.FromMinutes(5)),
            SandboxEvents.Warning(payment, "dispute.opened", start + Duration.FromMinutes(10)),
            SandboxEvents.Dispute(payment, "dispute.opened", start + Duration.FromMinutes(20), null),
            SandboxEvents.Dispute(payment, "dispute.closed", start + Duration.FromMinutes(30), isWon),
        ];
        world.World.Clock.Advance(Duration.FromHours(1));
        foreach (var place in order)
        {
            await world.Provider.DeliverAsync(story[place].EventId, story[place].Body);
            await world.Provider.SweepAsync();
        }

        await world.DeliverAsync([]);
        Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
        await using var db = await world.World.DbAsync();
        Assert.Equal(isWon ? DisputeState.Won : DisputeState.Lost, (await db.Set<DisputeCase>().SingleAsync()).State);
        Assert.Equal(0, await db.Set<JournalLine>().SumAsync(line => line.AmountMinor));
        return await world.BalancesAsync();
    }
}
