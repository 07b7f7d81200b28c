using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Events;

/// <summary>
/// Feeds demo history: the provider's events, truly signed, through the same door, intake and sweep as any delivery, at the set
/// clock and without HTTP.
/// </summary>
[Part]
internal sealed class DemoEvents(
    WebhookDoor door, GroupCommitter committer, SweepInbox sweep, ProviderSecrets secrets,
    IDbContextFactory<OpsDbContext> contexts, IClock clock)
{
    /// <summary>The sandbox keeps what it sends, so that its own reports tell of it later.</summary>
    public bool Keeps { get; set; }


    /// <summary>A payment arrives; returns the provider's reference of it.</summary>
    public async Task<string> PayAsync(PaymentOrder order)
    {
        var payment = new SandboxPayment(order, $"pay_{Guid.CreateVersion7():N}", Now);
        await DeliverAsync(SandboxEvents.Payment(payment, "payment.succeeded", payment.AmountMinor, Now));
        return payment.Reference;
    }

    public Task FailAsync(PaymentOrder order) => DeliverAsync(SandboxEvents.Payment(
        new SandboxPayment(order, $"pay_{Guid.CreateVersion7():N}", Now), "payment.failed", order.Amount.Minor, Now,
        order.Rail == Rail.Card ? "card_declined" : "insufficient_funds"));

    /// <summary>A payment is under way; its outcome comes later.</summary>
    public Task StartAsync(PaymentOrder order) => DeliverAsync(SandboxEvents.Payment(
        new SandboxPayment(order, $"pay_{Guid.CreateVersion7():N}", Now), "payment.processing", order.Amount.Minor, Now));

    /// <summary>The provider makes a payment's money available.</summary>
    public Task SettleAsync(string reference, PaymentOrder order) => OfPaymentAsync(reference, order, "balance.available", null);

    /// <summary>The payer's bank takes the money back.</summary>
    public Task ReturnAsync(string reference, PaymentOrder order) =>
        OfPaymentAsync(reference, order, "payment.returned", "R01 insufficient funds");

    /// <summary>The provider has refunded a payment; the amount is the total so far.</summary>
    public Task RefundAsync(string reference, PaymentOrder order, long totalMinor) => DeliverAsync(SandboxEvents.Payment(
        new SandboxPayment(order, reference, Now), "payment.refunded", totalMinor, Now));

    /// <summary>A refund that finance recorded has ended.</summary>
    public Task EndRefundAsync(string refund, string payment, Money amount, bool succeeds) =>
        DeliverAsync(SandboxEvents.Refund(refund, payment, amount, succeeds, Now));

    /// <summary>The payer disputes the payment; returns the provider's reference of the dispute.</summary>
    public async Task<string> DisputeAsync(string reference, PaymentOrder order)
    {
        var payment = new SandboxPayment(order, reference, Now) { DisputeReference = $"dp_{Guid.CreateVersion7():N}" };
        await DeliverAsync(SandboxEvents.Dispute(payment, "dispute.opened", Now, null));
        return payment.DisputeReference;
    }

    public Task CloseDisputeAsync(string reference, string dispute, PaymentOrder order, bool won) => DeliverAsync(
        SandboxEvents.Dispute(new SandboxPayment(order, reference, Now) { DisputeReference = dispute }, "dispute.closed", Now,
            won));

    /// <summary>A payee's payout moves at the provider: accepted, paid, failed or returned.</summary>
    public Task PayoutAsync(string key, Money amount, ProviderEventKind kind) => DeliverAsync(SandboxEvents.Payout(
        new SandboxPayout(key, "", "", amount, null, Now), TypeOf(kind), Now,
        kind is ProviderEventKind.PayoutItemFailed or ProviderEventKind.PayoutItemReturned ? "account_closed" : null));

    /// <summary>The provider transfers of our balance to our bank.</summary>
    public Task TransferAsync(string entity, Money amount) =>
        DeliverAsync(SandboxEvents.Transfer($"tr_{Guid.CreateVersion7():N}", entity, amount, Now));

    /// <summary>Delivers a body that is no event of the sandbox's own making, such as broken JSON, with a good
    /// signature.</summary>
    public async Task<IntakeAnswer> DeliverAsync(string eventId, string body)
    {
        var bytes = InboxBody.Bytes(body);
        var headers = StandardWebhookSignature.Sign(eventId, bytes, secrets.Of("Sandbox")[0], Now);
        var incoming = door.Admit(SandboxEventReader.Name, new Delivery(bytes, name => name switch
        {
            "webhook-id" => headers.Id,
            "webhook-timestamp" => headers.Timestamp,
            "webhook-signature" => headers.Signature,
            _ => null,
        })) ?? throw new InvalidOperationException("The event's own signature was not taken.");
        return await committer.TakeNowAsync(incoming);
    }

    /// <summary>Handles what waits.</summary>
    public Task SweepAsync() => sweep.RunAsync(Actor.System("demo"), default);

    private Instant Now => clock.GetCurrentInstant();

    private Task OfPaymentAsync(string reference, PaymentOrder order, string type, string? reason) => DeliverAsync(
        SandboxEvents.Payment(new SandboxPayment(order, reference, Now), type, order.Amount.Minor, Now, reason));

    private async Task DeliverAsync(SandboxDelivery delivery)
    {
        await DeliverAsync(delivery.EventId, delivery.Body);
        if (Keeps)
            await KeepAsync(delivery);
        await SweepAsync();
    }

    private async Task KeepAsync(SandboxDelivery delivery)
    {
        await using var db = await contexts.CreateDbContextAsync();
        delivery.Claim(Now);
        delivery.Answered("200", taken: true, Now);
        db.Add(delivery);
        await db.SaveChangesAsync();
    }

    private static string TypeOf(ProviderEventKind kind) => kind switch
    {
        ProviderEventKind.PayoutItemAccepted => "payout_item.accepted",
        ProviderEventKind.PayoutItemPaid => "payout_item.paid",
        ProviderEventKind.PayoutItemFailed => "payout_item.failed",
        ProviderEventKind.PayoutItemReturned => "payout_item.returned",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
