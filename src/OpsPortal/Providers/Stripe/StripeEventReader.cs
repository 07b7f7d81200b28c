using System.Text.Json;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Providers.Stripe;

/// <summary>Reads Stripe's events. Invoices are named by <c>metadata.invoice_number</c>; <c>payout.*</c> is the sweep of our own
/// balance.</summary>
[Part]
internal sealed class StripeEventReader : IProviderEventReader
{
    public const string Name = "stripe";

    private static readonly Dictionary<string, ProviderEventKind> Kinds = new(StringComparer.Ordinal)
    {
        ["payment_intent.processing"] = ProviderEventKind.PaymentProcessing,
        ["payment_intent.payment_failed"] = ProviderEventKind.PaymentFailed,
        ["payment_intent.succeeded"] = ProviderEventKind.PaymentSucceeded,
        ["charge.succeeded"] = ProviderEventKind.FundsAvailable,
        ["charge.updated"] = ProviderEventKind.FundsAvailable,
        ["charge.refunded"] = ProviderEventKind.PaymentRefunded,
        ["refund.created"] = ProviderEventKind.RefundSucceeded,
        ["refund.updated"] = ProviderEventKind.RefundSucceeded,
        ["refund.failed"] = ProviderEventKind.RefundFailed,
        ["charge.refund.updated"] = ProviderEventKind.RefundSucceeded,
        ["radar.early_fraud_warning.created"] = ProviderEventKind.FraudWarning,
        ["charge.dispute.created"] = ProviderEventKind.DisputeOpened,
        ["charge.dispute.updated"] = ProviderEventKind.DisputeOpened,
        ["charge.dispute.closed"] = ProviderEventKind.DisputeClosed,
        ["payout.paid"] = ProviderEventKind.SweepPaid,
        ["payout.failed"] = ProviderEventKind.SweepFailed,
        ["payout.canceled"] = ProviderEventKind.SweepCancelled,
    };

    public string Provider => Name;

    public Outcome<ProviderEvent> Read(string? deliveredId, ReadOnlyMemory<byte> body)
    {
        var parsed = EventJson.Parse(body);
        if (parsed.IsRefused)
            return parsed.Refusal;
        using var document = parsed.Value;
        var root = document.RootElement;
        if (root.Text("id") is not { Length: > 0 and <= 200 } id)
            return EventsRefusals.Missing("id");
        if (root.Text("type") is not { } type)
            return EventsRefusals.Missing("type");
        if (root.Whole("created") is not { } created || created is < 0 or > 99_999_999_999)
            return EventsRefusals.Missing("created");
        var known = new ProviderEvent
        {
            Provider = Name,
            EventId = id,
            Type = type,
            Kind = Kinds.GetValueOrDefault(type),
            OccurredAt = Instant.FromUnixTimeSeconds(created),
        };
        return known.Kind == ProviderEventKind.Unknown ? known : WithObject(known, root.Part("data").Part("object"));
    }

    private static Outcome<ProviderEvent> WithObject(ProviderEvent known, JsonElement found)
    {
        if (found.Text("id") is not { Length: > 0 } id)
            return EventsRefusals.Missing("data.object.id");
        if (known.Kind == ProviderEventKind.FraudWarning)
            return known with
            {
                Reference = id, PaymentReference = found.Text("payment_intent") ?? found.Text("charge") ?? id,
                Reason = found.Text("fraud_type"),
            };
        var currency = Currency.Parse(found.Text("currency")?.ToUpperInvariant());
        if (currency.IsRefused)
            return EventsRefusals.UnknownCurrency(found.Text("currency"));
        var metadata = found.Part("metadata");
        var full = known with
        {
            Reference = id,
            PaymentReference = found.Text("payment_intent") ?? id,
            Rail = RailOf(found),
            Currency = currency.Value,
            AmountMinor = Minor(AmountOf(known.Kind, found), currency.Value),
            InvoiceNumber = metadata.Text("invoice_number"),
            PayerName = metadata.Text("payer_name") ?? found.Part("shipping").Text("name"),
            Remittance = found.Text("description"),
            LegalEntityCode = metadata.Text("legal_entity"),
            Reason = found.Text("reason") ?? found.Text("failure_code") ?? found.Part("last_payment_error").Text("code"),
            IsInquiry = found.Text("status")?.StartsWith("warning_", StringComparison.Ordinal) == true,
            Won = found.Text("status") is "won" or "warning_closed",
            UnknownOutcome = known.Kind == ProviderEventKind.DisputeClosed
                && found.Text("status") is not ("won" or "lost" or "warning_closed") ? found.Text("status") ?? "" : null,
            DueBy = found.Part("evidence_details").Whole("due_by") is { } due ? Instant.FromUnixTimeSeconds(due) : null,
        };
        return known.Kind switch
        {
            ProviderEventKind.FundsAvailable => WithAvailability(full, found),
            ProviderEventKind.RefundSucceeded =>
                full with { Kind = RefundKind(found), Reason = found.Text("failure_reason") ?? full.Reason },
            _ => full,
        };
    }

    // A refund says by its status how it ended; while it is pending it says nothing new.
    private static ProviderEventKind RefundKind(JsonElement found) => found.Text("status") switch
    {
        "succeeded" => ProviderEventKind.RefundSucceeded,
        "failed" or "canceled" => ProviderEventKind.RefundFailed,
        _ => ProviderEventKind.Unknown,
    };

    // A charge whose balance transaction is not written out says nothing on availability: it is passed over.
    private static ProviderEvent WithAvailability(ProviderEvent charge, JsonElement found)
    {
        var transaction = found.Part("balance_transaction");
        if (transaction.Whole("available_on") is not { } availableOn)
            return charge with { Kind = ProviderEventKind.Unknown };
        return charge with
        {
            AvailableAt = Instant.FromUnixTimeSeconds(availableOn),
            FeeMinor = Minor(transaction.Whole("fee") ?? 0, charge.Currency!.Value),
        };
    }

    private static long AmountOf(ProviderEventKind kind, JsonElement found) => kind switch
    {
        ProviderEventKind.PaymentSucceeded => found.Whole("amount_received") ?? found.Whole("amount") ?? 0,
        ProviderEventKind.PaymentRefunded => found.Whole("amount_refunded") ?? 0,
        _ => found.Whole("amount") ?? 0,
    };

    // Stripe writes ISK with two decimals that are always zero.
    private static long Minor(long amount, Currency currency) => currency.Code == "ISK" ? amount / 100 : amount;

    private static Rail RailOf(JsonElement found)
    {
        var type = found.Part("payment_method_details").Text("type");
        if (type is null && found.Part("payment_method_types") is { ValueKind: JsonValueKind.Array } types
            && types.GetArrayLength() > 0)
            type = types[0].ValueKind == JsonValueKind.String ? types[0].GetString() : null;
        return type switch
        {
            "us_bank_account" or "ach_debit" => Rail.Ach,
            "sepa_debit" => Rail.SepaDebit,
            "customer_balance" => Rail.SepaCredit,
            "ach_credit_transfer" or "wire" => Rail.Wire,
            _ => Rail.Card,
        };
    }
}
