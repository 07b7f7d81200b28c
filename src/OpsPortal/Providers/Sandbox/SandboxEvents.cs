using System.Text.Json;
using NodaTime.Text;

namespace OpsPortal.Providers.Sandbox;

/// <summary>Writes the simulated provider's events in its own words.</summary>
internal static class SandboxEvents
{
    private static readonly JsonSerializerOptions Json =
        new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    public static SandboxDelivery Payment(SandboxPayment payment, string type, long amountMinor, Instant at,
        string? reason = null) =>
        Of(type, payment.Reference, at, new
        {
            id = payment.Reference,
            amount_minor = amountMinor,
            fee_minor = type == "balance.available" ? payment.FeeMinor : (long?)null,
            currency = payment.Currency.Code,
            rail = payment.Rail.ToString(),
            invoice_number = payment.InvoiceNumber,
            legal_entity = payment.LegalEntityCode,
            reason,
        });

    /// <summary>The card's issuer reports fraud, or the payer's bank inquires: no money moves yet.</summary>
    public static SandboxDelivery Warning(SandboxPayment payment, string type, Instant at) =>
        Of(type, payment.DisputeReference!, at, new
        {
            id = payment.DisputeReference,
            payment = payment.Reference,
            amount_minor = payment.AmountMinor,
            currency = payment.Currency.Code,
            rail = payment.Rail.ToString(),
            stage = type == "dispute.opened" ? "inquiry" : null,
            reason = type == "dispute.opened" ? "product_not_received" : "made_with_stolen_card",
        });

    public static SandboxDelivery Dispute(SandboxPayment payment, string type, Instant at, bool? won) =>
        Of(type, payment.DisputeReference!, at, new
        {
            id = payment.DisputeReference,
            payment = payment.Reference,
            amount_minor = payment.AmountMinor,
            currency = payment.Currency.Code,
            rail = payment.Rail.ToString(),
            reason = "product_not_received",
            due_by = won is null ? InstantPattern.ExtendedIso.Format(at + Duration.FromDays(7)) : null,
            outcome = won switch { true => "won", false => "lost", null => null },
        });

    /// <summary>How a refund that was asked for ended.</summary>
    public static SandboxDelivery Refund(string reference, string payment, Money amount, bool succeeds, Instant at) =>
        Of(succeeds ? "refund.succeeded" : "refund.failed", reference, at, new
        {
            id = reference,
            payment,
            amount_minor = amount.Minor,
            currency = amount.Currency.Code,
            reason = succeeds ? null : "account_closed",
        });

    public static SandboxDelivery Payout(SandboxPayout payout, string type, Instant at, string? reason = null) =>
        Of(type, payout.Reference, at, new
        {
            id = payout.Reference,
            idempotency_key = payout.Key,
            amount_minor = payout.AmountMinor,
            currency = payout.Currency.Code,
            rail = "SepaCredit",
            legal_entity = payout.LegalEntityCode,
            reason,
        });

    /// <summary>A transfer of the balance to the company's bank.</summary>
    public static SandboxDelivery Transfer(string reference, string entity, Money amount, Instant at) =>
        Of("sweep.paid", reference, at, new
        {
            id = reference,
            amount_minor = amount.Minor,
            currency = amount.Currency.Code,
            legal_entity = entity,
        });

    private static SandboxDelivery Of(string type, string reference, Instant at, object data) => new(
        $"evt_{Guid.CreateVersion7():N}", type, reference,
        JsonSerializer.Serialize(new { type, timestamp = InstantPattern.ExtendedIso.Format(at), data }, Json), at);
}
