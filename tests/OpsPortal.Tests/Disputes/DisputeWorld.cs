using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Payouts;
using static OpsPortal.Tests.Payouts.PayoutWorld;

namespace OpsPortal.Tests.Disputes;

/// <summary>One payee with an older invoice and one that a provider's card payment paid; both can be released in one
/// payout.</summary>
internal sealed class DisputeWorld : IAsyncDisposable
{
    public const long Gross = 50_000;

    private DisputeWorld(World world, PayoutWorld payouts, string payment) =>
        (World, Payouts, Payment) = (world, payouts, payment);

    public World World { get; }

    public PayoutWorld Payouts { get; }

    public string Payment { get; }

    public DemoEvents Provider => World.Use<DemoEvents>();

    public static PaymentOrder Order => new("IE-R1", null, Rail.Card, new Money(Gross, Euro));

    public static async Task<DisputeWorld> NewAsync(StoreKind kind)
    {
        var world = await World.NewAsync(kind, CashWorld.Settings);
        var payouts = await InAsync(world.Services, kind, 1);
        await CashWorld.IssueAsync(world.Services, "IE-R1", Gross, "EUR", new PayeeShare(payouts.Payees[0], 1));
        var payment = await world.Use<DemoEvents>().PayAsync(Order);
        await world.Use<DemoEvents>().SettleAsync(payment, Order);
        return new DisputeWorld(world, payouts, payment);
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>What the payee was given of the disputed payment.</summary>
    public async Task<long> PayeesPartAsync()
    {
        await using var db = await World.DbAsync();
        var entry = await db.Set<JournalEntry>().Include(e => e.Lines)
            .SingleAsync(e => e.Family == EventFamily.CashApplied && e.ProviderObject == Payment);
        return -entry.Lines.Where(line => line.PayeeId != null && line.ReceiptId != null).Sum(line => line.AmountMinor);
    }

    public async Task SendPayoutsAsync() => await new FakeBank().DispatchAsync(World.Services);

    public async Task<PayoutItem> ItemAsync(BatchId batch) => (await Payouts.BatchAsync(batch)).Items[0];

    public async Task<DisputeCase> DisputeAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<DisputeCase>().AsNoTracking().SingleAsync();
    }

    /// <summary>The payer's side: a warning, an inquiry or a formal dispute, under one reference.</summary>
    public async Task TellAsync(
        string type, string reference = "dp_1", bool inquiry = false, bool? won = null, long minor = Gross)
    {
        var payment = new SandboxPayment(Order with { Amount = new Money(minor, Euro) }, Payment, World.Now)
        {
            DisputeReference = reference,
        };
        var delivery = inquiry || type == "fraud_warning.created"
            ? SandboxEvents.Warning(payment, type, World.Now)
            : SandboxEvents.Dispute(payment, type, World.Now, won);
        await Provider.DeliverAsync(delivery.EventId, delivery.Body);
        await Provider.SweepAsync();
    }
}
