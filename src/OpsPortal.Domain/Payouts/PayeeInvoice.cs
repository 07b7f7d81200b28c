using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>Whether a payee's invoice agrees with what was ordered and accepted.</summary>
public enum PayeeInvoiceState
{
    Matched,

    /// <summary>It does not agree: the payee's payouts of that work wait until it does, or somebody releases it by
    /// name.</summary>
    Held,
    Released,
}

/// <summary>
/// An invoice that a payee sent us for its part. A payee's number is taken once, however it is written. What was recorded by one
/// person is released by another only, with a reason.
/// </summary>
public sealed class PayeeInvoice : IOfCompany
{
    public const int LongestNumber = 60;

    private PayeeInvoice()
    {
    }

    public Guid Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public ContractId ContractId { get; private set; }

    /// <summary>The work that it bills; null for the contract as a whole.</summary>
    public MilestoneId? MilestoneId { get; private set; }

    /// <summary>As the payee writes it.</summary>
    public string Number { get; private set; } = "";

    /// <summary>Letters and digits alone, in capitals: what makes two spellings one number.</summary>
    public string NumberKey { get; private set; } = "";

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public PersonId RecordedBy { get; private set; }

    public Instant RecordedAt { get; private set; }

    public PayeeInvoiceState State { get; private set; }

    /// <summary>What did not hold when it was last checked.</summary>
    public IReadOnlyList<string> Failures { get; private set; } = [];

    public PersonId? ReleasedBy { get; private set; }

    public Instant? ReleasedAt { get; private set; }

    public string? ReleaseReason { get; private set; }

    public int Revision { get; private set; }

    public static Outcome<PayeeInvoice> Record(
        Guid id, LegalEntityId entity, PayeeInvoiceAsk ask, PersonId by, Instant now)
    {
        var key = KeyOf(ask.Number);
        if (key.Length == 0)
            return SharedRefusals.Required("Number");
        if (ask.Number.Trim().Length > LongestNumber)
            return SharedRefusals.TooLong("Number", LongestNumber);
        if (!ask.Amount.IsPositive)
            return PayoutRefusals.PayeeInvoiceNotPositive;
        return new PayeeInvoice
        {
            Id = id, LegalEntityId = entity, PayeeId = ask.Payee, ContractId = ask.Contract, MilestoneId = ask.Milestone,
            Number = ask.Number.Trim(), NumberKey = key, Currency = ask.Amount.Currency, AmountMinor = ask.Amount.Minor,
            RecordedBy = by, RecordedAt = now,
        };
    }

    public static string KeyOf(string number) => string.Concat(number.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <summary>Takes what a check found. What was released stays released.</summary>
    public void Check(IReadOnlyList<string> failures)
    {
        if (State == PayeeInvoiceState.Released)
            return;
        Failures = failures;
        State = failures.Count == 0 ? PayeeInvoiceState.Matched : PayeeInvoiceState.Held;
    }

    public Outcome Release(PersonId by, string reason, Instant now)
    {
        if (State != PayeeInvoiceState.Held)
            return PayoutRefusals.PayeeInvoiceNotHeld;
        if (by == RecordedBy)
            return PayoutRefusals.PayeeInvoiceFourEyes;
        (State, ReleasedBy, ReleaseReason, ReleasedAt) = (PayeeInvoiceState.Released, by, reason, now);
        return Outcome.Done;
    }
}

/// <summary>What is recorded of a payee's invoice.</summary>
public sealed record PayeeInvoiceAsk(PayeeId Payee, ContractId Contract, MilestoneId? Milestone, string Number, Money Amount);
