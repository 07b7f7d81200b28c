using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Providers.Sandbox;

/// <summary>How the webhooks of one story are mishandled on their way.</summary>
/// <param name="Processing">The provider first tells that the payment is under way.</param>
internal sealed record Mishap(bool Late = false, bool OutOfOrder = false, bool Processing = false);

/// <summary>
/// The provider's side of the table: it takes payments and payouts, keeps its own books and schedules the webhooks that tell of
/// them. It never touches the portal's tables.
/// </summary>
[Part]
internal sealed class SandboxProvider(SandboxTime time)
{
    /// <summary>A payer pays: success at once, available money after the rail's days.</summary>
    public SandboxPayment Pay(OpsDbContext db, PaymentOrder order, Instant now, Mishap mishap)
    {
        var payment = new SandboxPayment(order, $"pay_{Guid.CreateVersion7():N}", now);
        var settles = now + time.Settlement(order.Rail);
        payment.SettledAt = settles;
        db.Add(payment);
        var success = SandboxEvents.Payment(payment, "payment.succeeded", payment.AmountMinor, now);
        var available = SandboxEvents.Payment(payment, "balance.available", payment.AmountMinor, settles);
        db.Add(mishap.OutOfOrder ? At(success, settles + time.Payout) : mishap.Late ? At(success, now + time.Late) : success);
        db.Add(available);
        if (mishap.Processing)
            db.Add(SandboxEvents.Payment(payment, "payment.processing", payment.AmountMinor, now));
        return payment;
    }

    /// <summary>A payment that does not succeed.</summary>
    public static SandboxPayment Fail(OpsDbContext db, PaymentOrder order, Instant now)
    {
        var payment = new SandboxPayment(order, $"pay_{Guid.CreateVersion7():N}", now);
        db.Add(payment);
        db.Add(SandboxEvents.Payment(payment, "payment.failed", payment.AmountMinor, now, "insufficient_funds"));
        return payment;
    }

    /// <summary>The portal asks to collect: the payment is under way at once, its outcome follows.</summary>
    public SandboxPayment Collect(OpsDbContext db, PaymentOrder order, string reference, bool succeeds, Instant now)
    {
        var payment = new SandboxPayment(order, reference, now);
        db.Add(payment);
        db.Add(SandboxEvents.Payment(payment, "payment.processing", payment.AmountMinor, now));
        var later = now + time.Payout;
        if (!succeeds)
        {
            db.Add(SandboxEvents.Payment(payment, "payment.failed", payment.AmountMinor, later, "insufficient_funds"));
            return payment;
        }

        payment.SettledAt = later + time.Settlement(order.Rail);
        db.Add(SandboxEvents.Payment(payment, "payment.succeeded", payment.AmountMinor, later));
        db.Add(SandboxEvents.Payment(payment, "balance.available", payment.AmountMinor, payment.SettledAt.Value));
        return payment;
    }

    /// <summary>The payer's bank takes the rest of the money back.</summary>
    public static void Return(OpsDbContext db, SandboxPayment payment, Instant now)
    {
        payment.ReturnedMinor = payment.AmountMinor;
        var reason = payment.Rail == Rail.SepaDebit ? "MD06 refund claimed by the payer" : "R01 insufficient funds";
        db.Add(SandboxEvents.Payment(payment, "payment.returned", payment.AmountMinor, now, reason));
    }

    /// <summary>The provider gives the rest of the money back to the payer, as somebody asked it to.</summary>
    public static void Refund(OpsDbContext db, SandboxPayment payment, Instant now)
    {
        payment.ReturnedMinor = payment.AmountMinor;
        db.Add(SandboxEvents.Payment(payment, "payment.refunded", payment.AmountMinor, now, "fraudulent"));
    }

    /// <summary>The issuer of the card warns of fraud; the provider keeps nothing back for it.</summary>
    public static void WarnOfFraud(OpsDbContext db, SandboxPayment payment, Instant now) =>
        db.Add(SandboxEvents.Warning(
            new SandboxPayment(payment.Order, payment.Reference, now) { DisputeReference = $"fw_{payment.Id:N}" },
            "fraud_warning.created", now));

    public static void Dispute(OpsDbContext db, SandboxPayment payment, Instant now)
    {
        payment.DisputeReference ??= $"dp_{Guid.CreateVersion7():N}";
        db.Add(SandboxEvents.Dispute(payment, "dispute.opened", now, null));
    }

    public static void CloseDispute(OpsDbContext db, SandboxPayment payment, bool won, Instant now)
    {
        payment.DisputeWon = won;
        db.Add(SandboxEvents.Dispute(payment, "dispute.closed", now, won));
    }

    /// <summary>Delivers the last sent webhook once more, under its own id.</summary>
    public static async Task<bool> DuplicateLastAsync(OpsDbContext db, Instant now, CancellationToken ct)
    {
        var last = await db.Set<SandboxDelivery>().Where(d => d.SentAt != null).OrderByDescending(d => d.SentAt)
            .FirstOrDefaultAsync(ct);
        if (last is null)
            return false;
        db.Add(new SandboxDelivery(last.EventId, last.Type, last.Reference, last.Body, now));
        return true;
    }

    /// <summary>The next webhook never arrives; only the provider's list knows of it.</summary>
    public static async Task<bool> LoseNextAsync(OpsDbContext db, CancellationToken ct)
    {
        var next = await db.Set<SandboxDelivery>()
            .Where(d => d.SentAt == null && d.Attempts < SandboxCourier.MostAttempts).OrderBy(d =>
                d.DueAt).FirstOrDefaultAsync(ct);
        next?.Lose(SandboxCourier.MostAttempts);
        return next is not null;
    }

    /// <summary>Takes an instruction: it is decided after the rail's delay, as the mood of the moment wills.</summary>
    public void Take(OpsDbContext db, SandboxPayout payout, bool fails, Instant now)
    {
        payout.State = SandboxPayoutState.Accepted;
        payout.DueAt = now + time.Payout;
        payout.WillFail = fails;
        db.Add(payout);
        db.Add(SandboxEvents.Payout(payout, "payout_item.accepted", now));
    }

    /// <summary>The delay is over: paid or failed, as was meant.</summary>
    public static void Decide(OpsDbContext db, SandboxPayout payout, Instant now)
    {
        if (payout.WillFail)
            Fail(db, payout, now);
        else
            Settle(db, payout, now);
    }

    public static void Settle(OpsDbContext db, SandboxPayout payout, Instant now) =>
        Move(db, payout, SandboxPayoutState.Paid, "payout_item.paid", now, null);

    public static void Fail(OpsDbContext db, SandboxPayout payout, Instant at) =>
        Move(db, payout, SandboxPayoutState.Failed, "payout_item.failed", at, "account_closed");

    public static void Return(OpsDbContext db, SandboxPayout payout, Instant now) =>
        Move(db, payout, SandboxPayoutState.Returned, "payout_item.returned", now, "R03 no account");

    private static void Move(OpsDbContext db, SandboxPayout payout, SandboxPayoutState state, string type, Instant at,
        string? reason)
    {
        payout.State = state;
        payout.DueAt = null;
        db.Add(SandboxEvents.Payout(payout, type, at, reason));
    }

    private static SandboxDelivery At(SandboxDelivery delivery, Instant dueAt) =>
        new(delivery.EventId, delivery.Type, delivery.Reference, delivery.Body, dueAt);
}
