using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Cash;

public sealed class DisputeTests
{
    /// <summary>What was put aside for the dispute went back with the payment: winning must not take it from the reserve
    /// twice.</summary>
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-6")]
    public async Task Close_WonAfterThePaymentWentBack_GivesPayeesNothing(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 10_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 10_000, world.World.Now);
        payment.DisputeReference = "dp_1";
        await world.DeliverAsync(
        [
            SandboxEvents.Payment(payment, "payment.succeeded", 10_000, world.World.Now),
            SandboxEvents.Dispute(payment, "dispute.opened", world.World.Now, null),
        ]);
        Assert.True((await world.BalancesAsync())["2200 EUR Ada"] < 0);
        await world.DeliverAsync([SandboxEvents.Payment(payment, "payment.returned", 10_000, world.World.Now)]);

        await world.DeliverAsync([SandboxEvents.Dispute(payment, "dispute.closed", world.World.Now, true)]);

        Assert.Equal([InboxState.Done], (await world.InboxAsync()).Keys);
        var balances = await world.BalancesAsync();
        Assert.DoesNotContain(balances.Keys, key => key.StartsWith("22", StringComparison.Ordinal));
        Assert.DoesNotContain(balances.Keys, key => key.StartsWith("211", StringComparison.Ordinal));
        Assert.DoesNotContain("2600 EUR", balances.Keys);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-9")]
    public async Task Close_WithAnOutcomeNobodyUnderstands_PostsNothingAndOpensACase(StoreKind kind)
    {
        await using var world = await CashWorld.NewAsync(kind);
        await world.IssueAsync("IE-1", 10_000);
        var payment = CashWorld.Payment("pay_1", "IE-1", 10_000, world.World.Now);
        payment.DisputeReference = "dp_1";
        await world.DeliverAsync(
        [
            SandboxEvents.Payment(payment, "payment.succeeded", 10_000, world.World.Now),
            SandboxEvents.Dispute(payment, "dispute.opened", world.World.Now, null),
        ]);
        var before = await world.BalancesAsync();
        var closed = SandboxEvents.Dispute(payment, "dispute.closed", world.World.Now, true);
        foreach (var (id, outcome) in new[] { ("evt_odd", "\"split_decision\""), ("evt_none", "null") })
            await world.Provider.DeliverAsync(id, closed.Body.Replace("\"won\"", outcome, StringComparison.Ordinal));
        await world.Provider.SweepAsync();

        Assert.Equal(before, await world.BalancesAsync());
        await using var db = await world.World.DbAsync();
        Assert.Equal(DisputeState.Open, (await db.Set<DisputeCase>().AsNoTracking().SingleAsync()).State);
        var cases = await db.Set<ExceptionCase>().Where(found => found.Type == ExceptionType.DeadLetter).ToListAsync();
        Assert.Equal(2, cases.Count);
        Assert.Contains(cases, found => found.Summary.Contains("split_decision", StringComparison.Ordinal));

        await world.DeliverAsync([closed]);
        Assert.Equal(DisputeState.Won, (await db.Set<DisputeCase>().AsNoTracking().SingleAsync()).State);
    }
}
