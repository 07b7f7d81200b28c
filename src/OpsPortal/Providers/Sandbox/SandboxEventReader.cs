using System.Text.Json;
using NodaTime.Text;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Events;

namespace OpsPortal.Providers.Sandbox;

/// <summary>Reads the sandbox provider's events: <c>{ type, timestamp, data }</c> as Standard Webhooks advises.</summary>
[Part]
internal sealed class SandboxEventReader : IProviderEventReader
{
    public const string Name = "sandbox";

    private static readonly Dictionary<string, ProviderEventKind> Kinds = new(StringComparer.Ordinal)
    {
        ["payment.processing"] = ProviderEventKind.PaymentProcessing,
        ["payment.failed"] = ProviderEventKind.PaymentFailed,
        ["payment.succeeded"] = ProviderEventKind.PaymentSucceeded,
        ["balance.available"] = ProviderEventKind.FundsAvailable,
        ["payment.refunded"] = ProviderEventKind.PaymentRefunded,
        ["payment.returned"] = ProviderEventKind.PaymentReturned,
        ["refund.succeeded"] = ProviderEventKind.RefundSucceeded,
        ["refund.failed"] = ProviderEventKind.RefundFailed,
        ["fraud_warning.created"] = ProviderEventKind.FraudWarning,
        ["dispute.opened"] = ProviderEventKind.DisputeOpened,
        ["dispute.closed"] = ProviderEventKind.DisputeClosed,
        ["sweep.paid"] = ProviderEventKind.SweepPaid,
        ["sweep.failed"] = ProviderEventKind.SweepFailed,
        ["sweep.cancelled"] = ProviderEventKind.SweepCancelled,
        ["payout_item.accepted"] = ProviderEventKind.PayoutItemAccepted,
        ["payout_item.paid"] = ProviderEventKind.PayoutItemPaid,
        ["payout_item.failed"] = ProviderEventKind.PayoutItemFailed,
        ["payout_item.returned"] = ProviderEventKind.PayoutItemReturned,
    };

    public string Provider => Name;

    public Outcome<ProviderEvent> Read(string? deliveredId, ReadOnlyMemory<byte> body)
    {
        var parsed = EventJson.Parse(body);
        if (parsed.IsRefused)
            return parsed.Refusal;
        using var document = parsed.Value;
        var root = document.RootElement;
        if (string.IsNullOrEmpty(deliveredId))
            return EventsRefusals.Missing("webhook-id");
        if (root.Text("type") is not { } type)
            return EventsRefusals.Missing("type");
        var occurred = InstantPattern.ExtendedIso.Parse(root.Text("timestamp") ?? "");
        if (!occurred.Success)
            return EventsRefusals.Missing("timestamp");
        var known = new ProviderEvent
        {
            Provider = Name,
            EventId = deliveredId,
            Type = type,
            Kind = Kinds.GetValueOrDefault(type),
            OccurredAt = occurred.Value,
        };
        return known.Kind == ProviderEventKind.Unknown ? known : WithData(known, root.Part("data"));
    }

    private static Outcome<ProviderEvent> WithData(ProviderEvent known, JsonElement data)
    {
        if (data.Text("id") is not { Length: > 0 and <= 200 } id)
            return EventsRefusals.Missing("data.id");
        var currency = Currency.Parse(data.Text("currency"));
        if (currency.IsRefused)
            return EventsRefusals.UnknownCurrency(data.Text("currency"));
        if (data.Whole("amount_minor") is not { } amount || amount is < 0 or > Money.LargestReadMinor)
            return EventsRefusals.Missing("data.amount_minor");
        return known with
        {
            Reference = id,
            PaymentReference = data.Text("payment") ?? id,
            Rail = Enum.TryParse<Rail>(data.Text("rail"), out var rail) ? rail : Rail.Card,
            Currency = currency.Value,
            AmountMinor = amount,
            FeeMinor = data.Whole("fee_minor") ?? 0,
            InvoiceNumber = data.Text("invoice_number"),
            PayerName = data.Text("payer_name"),
            Remittance = data.Text("remittance"),
            LegalEntityCode = data.Text("legal_entity"),
            Reason = data.Text("reason"),
            IsInquiry = data.Text("stage") == "inquiry",
            Won = data.Text("outcome") == "won",
            UnknownOutcome = known.Kind == ProviderEventKind.DisputeClosed && data.Text("outcome") is not ("won" or "lost")
                ? data.Text("outcome") ?? "" : null,
            DueBy = InstantPattern.ExtendedIso.Parse(data.Text("due_by") ?? "") is { Success: true } due ? due.Value : null,
            AvailableAt = known.Kind == ProviderEventKind.FundsAvailable ? known.OccurredAt : null,
            InstructionKey = data.Text("idempotency_key"),
        };
    }
}
