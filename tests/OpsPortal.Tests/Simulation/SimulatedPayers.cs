using OpsPortal.Domain.Cash;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Simulation;

/// <summary>What becomes of a payment after it has succeeded.</summary>
internal enum PaymentFate
{
    Stays,
    Returns,
    DisputeWon,
    DisputeLost,
}

/// <summary>A payment as the provider knows it, and what of it the provider gives back.</summary>
internal sealed record SimulatedPayment(SandboxPayment AtProvider, PaymentFate Fate, long BackMinor);

/// <summary>Those who pay us, and the provider that tells of their payments. It keeps our balance with it.</summary>
internal sealed class SimulatedPayers(Random random, Courier courier)
{
    public SortedDictionary<string, SimulatedPayment> Payments { get; } = new(StringComparer.Ordinal);

    /// <summary>Refunds that we asked for and the provider paid.</summary>
    public long RefundedMinor { get; private set; }

    /// <summary>What the provider owes us of the payments, less its fees, what went back and what was lost.</summary>
    public long BalanceMinor => Payments.Values.Sum(payment =>
        payment.AtProvider.AmountMinor - payment.AtProvider.FeeMinor - payment.BackMinor) - RefundedMinor;

    /// <summary>What was sent for an invoice and will not go back.</summary>
    public long PaidMinor(string invoice) => Payments.Values.Where(payment => payment.AtProvider.InvoiceNumber == invoice)
        .Sum(payment => payment.AtProvider.AmountMinor - payment.BackMinor);

    public string Pay(string? invoice, long minor, Instant now)
    {
        var rail = random.Next(3) == 0 ? Rail.Ach : Rail.Card;
        var order = new PaymentOrder(invoice, "IE01", rail, new Money(minor, Currency.Of("EUR")));
        var payment = new SandboxPayment(order, $"pay_{Payments.Count:D4}", now) { DisputeReference = $"dp_{Payments.Count:D4}" };
        var fate = random.Next(12) switch
        {
            0 => PaymentFate.Returns,
            1 => PaymentFate.DisputeWon,
            2 => PaymentFate.DisputeLost,
            _ => PaymentFate.Stays,
        };
        var back = fate switch
        {
            PaymentFate.Returns => random.Next(2) == 0 ? minor : 1 + random.NextInt64(minor),
            PaymentFate.DisputeLost => minor,
            _ => 0,
        };
        Payments.Add(payment.Reference, new SimulatedPayment(payment, fate, back));
        Tell(payment, fate, back, now);
        return payment.Reference;
    }

    public void EndRefund(string reference, string payment, Money amount, Instant now)
    {
        var succeeds = random.Next(4) > 0;
        RefundedMinor += succeeds ? amount.Minor : 0;
        courier.Post(SandboxEvents.Refund(reference, payment, amount, succeeds, now + Hours(3)));
    }

    private void Tell(SandboxPayment payment, PaymentFate fate, long back, Instant now)
    {
        if (random.Next(4) == 0)
            courier.Post(SandboxEvents.Payment(payment, "payment.processing", payment.AmountMinor, now - Duration.FromHours(1)));
        courier.Post(SandboxEvents.Payment(payment, "payment.succeeded", payment.AmountMinor, now));
        courier.Post(SandboxEvents.Payment(payment, "balance.available", payment.AmountMinor, now + Hours(4)));
        var later = now + Hours(12);
        if (fate == PaymentFate.Returns)
            TellReturn(payment, back, later);
        if (fate is not (PaymentFate.DisputeWon or PaymentFate.DisputeLost))
            return;
        courier.Post(SandboxEvents.Dispute(payment, "dispute.opened", later, null));
        courier.Post(SandboxEvents.Dispute(payment, "dispute.closed", later + Hours(20), fate == PaymentFate.DisputeWon));
    }

    /// <summary>In one piece or in two; each letter names the total so far.</summary>
    private void TellReturn(SandboxPayment payment, long back, Instant later)
    {
        if (back > 1 && random.Next(2) == 0)
            courier.Post(SandboxEvents.Payment(payment, "payment.returned", back / 2, later, "R01"));
        courier.Post(SandboxEvents.Payment(payment, "payment.returned", back, later + Hours(2), "R01"));
    }

    private Duration Hours(int most) => Duration.FromMinutes(1 + random.Next(most * 60));
}
