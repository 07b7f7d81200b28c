using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Invoicing;

/// <summary>A payment that a provider is processing: a hope with a date, never cash. One at a time for an invoice.</summary>
public sealed class PaymentInProgress
{
    private PaymentInProgress()
    {
    }

    public InvoiceId InvoiceId { get; private set; }

    public string Provider { get; private set; } = "";

    public string ProviderReference { get; private set; } = "";

    public string Rail { get; private set; } = "";

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public Instant StartedAt { get; private set; }

    public LocalDate? ExpectedOn { get; private set; }

    /// <summary>Set by success or failure; null while it is on its way.</summary>
    public Instant? EndedAt { get; private set; }

    public int Revision { get; private set; }

    public bool IsInFlight => EndedAt is null;

    public static PaymentInProgress Start(
        Invoice invoice, string provider, string reference, string rail, Money amount, LocalDate? expectedOn, Instant now) =>
            new()
        {
            InvoiceId = invoice.Id, Provider = provider, ProviderReference = reference, Rail = rail, Currency = amount.Currency,
            AmountMinor = amount.Minor, StartedAt = now, ExpectedOn = expectedOn,
        };

    public void End(Instant now) => EndedAt ??= now;

    /// <summary>The provider tries the same payment once more.</summary>
    public void Restart(Instant now, LocalDate? expectedOn) => (StartedAt, ExpectedOn, EndedAt) = (now, expectedOn, null);

    /// <summary>Whether another attempt may start on the invoice.</summary>
    public static Outcome MayStart(Invoice invoice, PaymentInProgress? running)
    {
        if (!invoice.TakesCash)
            return InvoicingRefusals.NotCollectable(invoice.Number ?? "");
        return running is { IsInFlight: true }
            ? InvoicingRefusals.AttemptInFlight(new Money(running.AmountMinor, running.Currency), running.ExpectedOn)
            : Outcome.Done;
    }
}
