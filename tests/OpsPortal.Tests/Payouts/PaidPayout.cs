using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;

namespace OpsPortal.Tests.Payouts;

/// <summary>One payee with an older invoice and one that a provider's payment paid, both in one payout.</summary>
internal static class PaidPayout
{
    public const long Gross = 50_000;
    public static readonly Actor Job = Actor.System("payout-dispatch");

    public static PaymentOrder Order => new("IE-R1", null, Rail.Ach, new Money(Gross, PayoutWorld.Euro));

    public static async Task<(PayoutWorld Payouts, string Payment, BatchId Batch)> ReleasedAsync(World world, StoreKind kind)
    {
        var (payouts, payment) = await PaidAsync(world, kind);
        return (payouts, payment, await payouts.TransmittedAsync());
    }

    public static async Task<(PayoutWorld Payouts, string Payment)> PaidAsync(World world, StoreKind kind)
    {
        var (payouts, payment, _) = await PendingAsync(world, kind);
        await world.Use<DemoEvents>().SettleAsync(payment, Order);
        return (payouts, payment);
    }

    /// <summary>The payment is not available yet.</summary>
    public static async Task<(PayoutWorld Payouts, string Payment, Invoice Invoice)> PendingAsync(World world, StoreKind kind)
    {
        var payouts = await PayoutWorld.InAsync(world.Services, kind, 1);
        var invoice = await CashWorld.IssueAsync(
            world.Services, "IE-R1", Gross, "EUR", new PayeeShare(payouts.Payees[0], 1));
        return (payouts, await world.Use<DemoEvents>().PayAsync(Order), invoice);
    }

    public static async Task<(BatchState Batch, PayoutItemState Item, string? Why)> StandAsync(PayoutWorld payouts, BatchId id)
    {
        var batch = await payouts.BatchAsync(id);
        return (batch.State, batch.Items[0].State, batch.Items[0].FailureCode);
    }

    public static DispatchPayouts Dispatch(World world, FakeBank bank) =>
        new(world.Use<CommandRunner>(), [bank], world.Use<PayoutMoves>(), world.Use<AnswerTime>(), world.Use<ClockCheck>());
}
