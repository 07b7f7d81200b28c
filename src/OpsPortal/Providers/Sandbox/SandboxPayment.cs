using OpsPortal.Domain.Cash;

namespace OpsPortal.Providers.Sandbox;

/// <summary>A payment as the simulated provider keeps it: its own books, apart from the portal's.</summary>
internal sealed class SandboxPayment
{
    private SandboxPayment()
    {
    }

    public SandboxPayment(PaymentOrder order, string reference, Instant now)
    {
        Id = Guid.CreateVersion7();
        Reference = reference;
        InvoiceNumber = order.InvoiceNumber;
        LegalEntityCode = order.LegalEntityCode;
        Rail = order.Rail;
        AmountMinor = order.Amount.Minor;
        Currency = order.Amount.Currency;
        CreatedAt = now;
    }

    public Guid Id { get; private set; }

    public string Reference { get; private set; } = "";

    public string? InvoiceNumber { get; private set; }

    public string? LegalEntityCode { get; private set; }

    public Rail Rail { get; private set; }

    public long AmountMinor { get; private set; }

    public Currency Currency { get; private set; }

    public Instant CreatedAt { get; private set; }

    public Instant? SettledAt { get; set; }

    public long ReturnedMinor { get; set; }

    public string? DisputeReference { get; set; }

    /// <summary>Null while there is none or it is open.</summary>
    public bool? DisputeWon { get; set; }

    public PaymentOrder Order => new(InvoiceNumber, LegalEntityCode, Rail, new Money(AmountMinor, Currency));

    /// <summary>1.4 % and 25 minor units by card, a flat 50 minor units by any other rail.</summary>
    public long FeeMinor => Math.Min(AmountMinor, Rail == Rail.Card ? Rounding.Share(AmountMinor, 140) + 25 : 50);
}

/// <summary>A payment that somebody makes to us in the simulated world.</summary>
internal sealed record PaymentOrder(string? InvoiceNumber, string? LegalEntityCode, Rail Rail, Money Amount);
