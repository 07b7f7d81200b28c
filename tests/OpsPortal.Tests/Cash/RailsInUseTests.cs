using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Contracts;
using OpsPortal.Features.Sandbox;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Cash;

public sealed class RailsInUseTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-8")]
    [Trait("Requirement", "LED-7")]
    public async Task WatchSettlements_GoesByTheRailsOwnDays_AndOpensOneCase(StoreKind kind)
    {
        await using var cash = await CashWorld.NewAsync(kind);
        await cash.IssueAsync("IE-1", 50_000);
        // Maundy Thursday after the cut-off: four days of Easter make nothing late.
        cash.World.Clock.Set(Instant.FromUtc(2026, 4, 2, 15, 0));
        await cash.DeliverAsync([SandboxEvents.Payment(
            CashWorld.Payment("pay_1", "IE-1", 50_000, cash.World.Now, Rail.SepaCredit), "payment.succeeded", 50_000,
            cash.World.Now)]);

        cash.World.Clock.Set(Instant.FromUtc(2026, 4, 10, 13, 59));
        Assert.Equal(0, await WatchAsync(cash));
        cash.World.Clock.Set(Instant.FromUtc(2026, 4, 10, 14, 0));
        Assert.Equal(1, await WatchAsync(cash));
        Assert.Equal(1, await WatchAsync(cash));

        await using var db = await cash.World.DbAsync();
        var opened = await db.Set<ExceptionCase>().SingleAsync(found => found.Type == ExceptionType.DelayedSettlement);
        Assert.Equal(50_000, opened.AmountMinor);
        Assert.Contains(" for IE-1 should have been available", opened.Summary, StringComparison.Ordinal);

        await db.Set<Receipt>().ExecuteUpdateAsync(set => set.SetProperty(one => one.AvailableAt, cash.World.Now));
        Assert.Equal(0, await WatchAsync(cash));
        Assert.Equal(ExceptionState.Resolved,
            await db.Set<ExceptionCase>().Where(found => found.Id == opened.Id).Select(found => found.State).SingleAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CSH-10")]
    public async Task PaySandbox_ByDirectDebitWithoutMandate_IsRefused_UntilOneIsRecorded(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var stage = (await world.ContractAsync("C1"))[1];
        var invoice = (await world.IssueAsync(stage)).Value;
        var debit = new PaySandbox.Command(invoice.Number, null, Rail.SepaDebit, new Mishap());
        var pay = world.World.Use<PaySandbox>();
        Assert.Equal("cash.no-mandate", (await pay.RunAsync(debit, world.Finance, default)).Refusal?.Code);

        var mandate = world.World.Use<RecordMandate>();
        Assert.NotNull((await mandate.RunAsync(stage.ContractId, "MREF-1", world.World.As(Role.Auditor), default)).Refusal);
        Assert.Null((await mandate.RunAsync(stage.ContractId, "MREF-1", world.Finance, default)).Refusal);

        Assert.Null((await pay.RunAsync(debit, world.Finance, default)).Refusal);
        Assert.Equal("cash.rail-currency", (await pay.RunAsync(debit with { Rail = Rail.FedNow }, world.Finance, default))
            .Refusal?.Code);
    }

    private static async Task<int> WatchAsync(CashWorld cash) =>
        (await cash.World.Use<WatchSettlements>().RunAsync(Actor.System("test"), default)).Value;
}
