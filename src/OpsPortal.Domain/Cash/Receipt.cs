using NodaTime;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Cash;

/// <summary>Money that came in, once per provider reference. What pays no invoice is unapplied: a debt to the payer, never
/// revenue.</summary>
public sealed partial class Receipt : IOfCompany
{
    private Receipt()
    {
    }

    private Receipt(ReceiptId id, LegalEntityId entity, string provider, string reference, Rail rail, Money amount,
        string? invoiceNumber)
    {
        Id = id;
        LegalEntityId = entity;
        Provider = provider;
        ProviderReference = reference;
        Rail = rail;
        Currency = amount.Currency;
        AmountMinor = amount.Minor;
        UnappliedMinor = amount.Minor;
        InvoiceNumber = invoiceNumber;
        State = ReceiptState.Unapplied;
    }

    public ReceiptId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public string Provider { get; private set; } = "";

    /// <summary>The provider's id of the payment.</summary>
    public string ProviderReference { get; private set; } = "";

    public Rail Rail { get; private set; }

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public long AppliedMinor { get; private set; }

    public long ReturnedMinor { get; private set; }

    /// <summary>The part of <see cref="ReturnedMinor"/> that went back before the provider had made the money
    /// available.</summary>
    public long ReturnedWhilePendingMinor { get; private set; }

    /// <summary>Amount less applied, less returned, less what of it was lost in disputes.</summary>
    public long UnappliedMinor { get; private set; }

    /// <summary>The invoice that the payer named, as it was written.</summary>
    public string? InvoiceNumber { get; private set; }

    public string? PayerName { get; private set; }

    /// <summary>The payer's IBAN or account number. Shown masked, never logged.</summary>
    public string? PayerAccount { get; private set; }

    /// <summary>What the payer wrote.</summary>
    public string? Remittance { get; private set; }

    /// <summary>A creditor reference (ISO 11649, QR, OCR), as the bank gave it.</summary>
    public string? StructuredReference { get; private set; }

    public string? EndToEndId { get; private set; }

    /// <summary>The account number that was given to one payer or invoice only.</summary>
    public string? VirtualAccount { get; private set; }

    public LocalDate? ValueDate { get; private set; }

    /// <summary>The bank's line that brought the money; null where a provider did.</summary>
    public BankLineId? BankLineId { get; private set; }

    /// <summary>The bank's own reference, where a bank line brought the money.</summary>
    public string? BankReference { get; private set; }

    public Instant ReceivedAt { get; private set; }

    /// <summary>Since when the provider lets us use it; null while it is pending.</summary>
    public Instant? AvailableAt { get; private set; }

    public ReceiptState State { get; private set; }

    public int Revision { get; private set; }

    public bool IsSettled => AvailableAt is not null;

    /// <summary>What people call it: the provider's id of the payment, or the bank's own reference of its line.</summary>
    public string Reference => BankLineId is null ? ProviderReference : BankReference ?? "bank line without a reference";

    public Money Unapplied => new(UnappliedMinor, Currency);

    /// <summary>Whether what went back to the payer covers so much of this currency; nothing is no amount.</summary>
    public bool HasReturned(long minor, Currency? currency) => minor > 0 && currency == Currency && minor <= ReturnedMinor;

    public static Outcome<Receipt> Take(
        ReceiptId id, LegalEntityId entity, string provider, string reference, Rail rail, Money amount, string? invoiceNumber,
        Instant at)
    {
        if (!amount.IsPositive)
            return CashRefusals.NotPositive;
        return new Receipt(id, entity, provider, reference, rail, amount, invoiceNumber) { ReceivedAt = at };
    }

    /// <summary>Keeps what came along with the money; each part within its bound.</summary>
    public Receipt With(PaymentWords words)
    {
        var bounded = words.Bounded();
        (PayerName, PayerAccount) = (bounded.PayerName, bounded.PayerAccount);
        (Remittance, StructuredReference) = (bounded.Remittance, bounded.StructuredReference);
        (EndToEndId, VirtualAccount) = (bounded.EndToEndId, bounded.VirtualAccount);
        (ValueDate, BankLineId, BankReference) = (bounded.ValueDate, bounded.BankLineId, bounded.BankReference);
        return this;
    }

    /// <summary>Uses a part for an invoice, or for what a payee owes us.</summary>
    public Outcome Apply(long minor) => minor > 0 && WhyNotUse(minor) is { } refusal ? refusal : ApplyAgain(minor);

    /// <summary>Uses what is left after a part went back for what it paid before, also where a dispute took some of
    /// that.</summary>
    public Outcome ApplyAgain(long minor)
    {
        if (minor <= 0)
            return CashRefusals.NotPositive;
        if (minor > UnappliedMinor)
            return CashRefusals.MoreThanUnapplied(Unapplied);
        var move = Move(minor == UnappliedMinor ? ReceiptAction.ApplyRest : ReceiptAction.ApplyPart);
        if (move.IsRefused)
            return move;
        AppliedMinor += minor;
        UnappliedMinor -= minor;
        return Outcome.Done;
    }

    /// <summary>Takes a part back from what it was used for.</summary>
    public Outcome Unapply(long minor)
    {
        if (minor <= 0)
            return CashRefusals.NotPositive;
        if (minor > AppliedMinor)
            return CashRefusals.MoreThanApplied(new Money(AppliedMinor, Currency));
        var move = Move(ReceiptAction.Unapply);
        if (move.IsRefused)
            return move;
        AppliedMinor -= minor;
        UnappliedMinor += minor;
        return Outcome.Done;
    }

    /// <summary>Sends an unapplied part back to the payer.</summary>
    public Outcome Return(long minor)
    {
        if (minor <= 0)
            return CashRefusals.NotPositive;
        if (minor > UnappliedMinor)
            return CashRefusals.MoreThanUnapplied(Unapplied);
        var rest = minor < UnappliedMinor ? ReceiptAction.ReturnPart : ReceiptAction.ReturnRest;
        var move = Move(ReturnedMinor + minor == AmountMinor ? ReceiptAction.ReturnAll : rest);
        if (move.IsRefused)
            return move;
        ReturnedMinor += minor;
        UnappliedMinor -= minor;
        if (!IsSettled)
            ReturnedWhilePendingMinor += minor;
        return Outcome.Done;
    }

    /// <summary>The provider has made the money available. A second word on it changes nothing.</summary>
    public bool Settle(Instant at)
    {
        if (IsSettled)
            return false;
        AvailableAt = at;
        return true;
    }

    private Outcome Move(ReceiptAction action)
    {
        var to = ReceiptLifecycle.Move(State, action);
        if (to.IsRefused)
            return to.Refusal;
        State = to.Value;
        return Outcome.Done;
    }
}
