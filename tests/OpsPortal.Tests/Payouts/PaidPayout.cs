using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
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

    /// <summary>The provider tells of a payout of its own, and what waits takes its turn.</summary>
    public static async Task TellAsync(World world, SandboxPayout payout, string what, Instant at, string? reason = null)
    {
        var told = SandboxEvents.Payout(payout, $"payout_item.{what}", at, reason);
        await world.Use<DemoEvents>().DeliverAsync(told.EventId, told.Body);
        await world.Use<DemoEvents>().SweepAsync();
    }

    /// <summary>The same payout at the provider.</summary>
    public static SandboxPayout AtProvider(PayoutItem item, Instant now) =>
        new(item.Key, "", item.PayeeName, new Money(item.AmountMinor, item.Currency), null, now);

    /// <summary>The accepted milestone of the work that the invoice bills.</summary>
    public static async Task<MilestoneId> AcceptedMilestoneAsync(World world)
    {
        await using var db = await world.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(one => one.Number == "IE-R1");
        var (maker, approver) = (new PersonId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()));
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            invoice.ContractId, invoice.PlanItemId, invoice.LegalEntityId, "Stage", new Money(Gross, PayoutWorld.Euro), null,
            "Works", approver));
        Assert.Null(milestone.AddEvidence(new(Guid.CreateVersion7()),
            new EvidenceFile("proof.pdf", "application/pdf", 10, new string('a', 64)), maker, world.Now).Refusal);
        Assert.Null(milestone.Submit(maker, world.Now).Refusal);
        Assert.Null(milestone.Approve(approver, new HashSet<int> { 1 }, "Fine", world.Now).Refusal);
        db.Add(milestone);
        db.Entry(invoice).Property(nameof(Invoice.MilestoneId)).CurrentValue = milestone.Id;
        await db.SaveChangesAsync();
        return milestone.Id;
    }
}
