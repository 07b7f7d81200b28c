using System.Text.Json;
using NodaTime.Text;

namespace OpsPortal.Tests.Faults;

internal enum WebhookKind
{
    Payment,
    Available,
    Payout,
}

/// <summary>A webhook of the outside world, and whether the app has answered that it has it.</summary>
internal sealed class OutsideWebhook(string id, WebhookKind kind, string reference, long minor, string body)
{
    private int answered;
    private int sent;
    private long answeredSending;

    public string Id => id;

    public WebhookKind Kind => kind;

    /// <summary>The payment's or the payout's id at the provider.</summary>
    public string Reference => reference;

    public long Minor => minor;

    public string Body => body;

    /// <summary>Whether a 200 came: from then on the app answers for it.</summary>
    public bool IsAnswered => Volatile.Read(ref answered) == 1;

    public int TimesSent => Volatile.Read(ref sent);

    /// <summary>When the sending began that a 200 came to, in ticks of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
    public long AnsweredSending => Volatile.Read(ref answeredSending);

    public void Answered(long begun)
    {
        Volatile.Write(ref answeredSending, begun);
        Volatile.Write(ref answered, 1);
    }

    public void Sent() => Interlocked.Increment(ref sent);
}

/// <summary>Writes the outside world's webhooks in the words of the sandbox provider.</summary>
internal static class BankWebhooks
{
    public static OutsideWebhook Payment(int number, string? invoice, long minor, string currency) =>
        Of($"evt_pay_{number}", WebhookKind.Payment, $"pay_{number}", minor, "payment.succeeded", new
        {
            id = $"pay_{number}", amount_minor = minor, currency, rail = "Card", invoice_number = invoice, legal_entity = "IE01",
        });

    public static OutsideWebhook Available(OutsideWebhook payment, string currency) =>
        Of(payment.Id + "_av", WebhookKind.Available, payment.Reference, payment.Minor, "balance.available", new
        {
            id = payment.Reference, amount_minor = payment.Minor, fee_minor = payment.Minor / 100, currency, rail = "Card",
        });

    public static OutsideWebhook Payout(string key, string type, long minor) =>
        Of($"evt_{type}_{key}", WebhookKind.Payout, key, minor, type, new
        {
            id = $"po_{key}", idempotency_key = key, amount_minor = minor, currency = "EUR", rail = "SepaCredit",
        });

    private static OutsideWebhook Of(string id, WebhookKind kind, string reference, long minor, string type, object data) => new(
        id, kind, reference, minor,
        JsonSerializer.Serialize(new { type,
            timestamp = InstantPattern.ExtendedIso.Format(SystemClock.Instance.GetCurrentInstant()), data }));
}
