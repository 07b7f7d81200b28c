using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

public readonly record struct DebtWriteOffId(Guid Value) : IId<DebtWriteOffId>
{
    public static DebtWriteOffId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

public enum DebtWriteOffState
{
    Waiting,
    Approved,
    Refused,
}

/// <summary>
/// What a payee owes us (1250) will not come: one person asks with a reason to write an amount off, another decides. Nothing is
/// posted before; then it is bad debt (5100).
/// </summary>
public sealed class DebtWriteOff : IOfCompany
{
    private DebtWriteOff()
    {
    }

    public DebtWriteOffId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public PayeeId PayeeId { get; private set; }

    public Currency Currency { get; private set; }

    public long AmountMinor { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId AskedBy { get; private set; }

    public Instant AskedAt { get; private set; }

    public DebtWriteOffState State { get; private set; }

    public PersonId? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public string? Note { get; private set; }

    public int Revision { get; private set; }

    public Money Amount => new(AmountMinor, Currency);

    /// <summary>Asks for it. Refuses nothing, more than is owed, and no reason.</summary>
    /// <param name="owed">What the payee owes in that currency, none below zero.</param>
    public static Outcome<DebtWriteOff> Ask(
        DebtWriteOffId id, Payee payee, Money amount, IReadOnlyList<PayeePart> owed, string reason, PersonId by, Instant now)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (amount.Minor <= 0)
            return PayoutRefusals.NothingToWriteOff;
        if (WhyNot(amount, owed) is { } refusal)
            return refusal;
        return new DebtWriteOff
        {
            Id = id, LegalEntityId = payee.LegalEntityId, PayeeId = payee.Id, Currency = amount.Currency,
            AmountMinor = amount.Minor, Reason = reason.Trim(), AskedBy = by, AskedAt = now,
        };
    }

    /// <summary>Another person agrees; yields the debts that are lost, in the order given. What was recovered meanwhile is not
    /// written off: the whole is refused.</summary>
    /// <param name="owed">What the payee owes now in that currency, none below zero.</param>
    public Outcome<IReadOnlyList<PayeePart>> Approve(PersonId by, IReadOnlyList<PayeePart> owed, Instant now)
    {
        if ((WhyNotDecidedBy(by) ?? WhyNot(Amount, owed)) is { } refusal)
            return refusal;
        (State, DecidedBy, DecidedAt) = (DebtWriteOffState.Approved, by, now);
        return Outcomes.Of(PayeeParts.Take(owed, AmountMinor));
    }

    public Outcome Refuse(PersonId by, string note, Instant now)
    {
        if (Reasons.WhyNot(note) is { } wrong)
            return wrong;
        if (WhyNotDecidedBy(by) is { } refusal)
            return refusal;
        (State, DecidedBy, DecidedAt, Note) = (DebtWriteOffState.Refused, by, now, note.Trim());
        return Outcome.Done;
    }

    /// <summary>The facts of its entry: each debt is met where it arose.</summary>
    public PostingFacts On(PostingFacts facts, IReadOnlyList<PayeePart> lost) => facts with
    {
        PostingKey = PostingKeys.DebtWrittenOff(Id), Trace = facts.Trace with { Memo = Reason },
        Amounts = new PostingAmounts { P = AmountMinor }, Debts = lost,
    };

    private static Refusal? WhyNot(Money amount, IReadOnlyList<PayeePart> owed)
    {
        var debt = new Money(owed.Sum(part => part.Minor), amount.Currency);
        return amount.Minor > debt.Minor ? PayoutRefusals.MoreThanOwed(amount, debt) : null;
    }

    private Refusal? WhyNotDecidedBy(PersonId person)
    {
        if (State != DebtWriteOffState.Waiting)
            return PayoutRefusals.WriteOffDecided;
        return person == AskedBy ? PayoutRefusals.OwnWriteOff : null;
    }
}
