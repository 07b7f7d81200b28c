using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

public readonly record struct SetOffId(Guid Value) : IId<SetOffId>
{
    public static SetOffId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>
/// What a payee owes us is met from its settled money: two claims between the same two parties become one. It takes a right that
/// is recorded, a contract's set-off clause; money that is merely kept back from a payout is not set off.
/// </summary>
/// <param name="Taken">From which of its settled money (2120), by invoice and payment.</param>
/// <param name="Recovered">Which of its debts (1250) are met, by invoice and payment.</param>
public sealed record SetOff(IReadOnlyList<PayeePart> Taken, IReadOnlyList<PayeePart> Recovered)
{
    /// <summary>Takes an amount from the parts of both sides, each in the order given.</summary>
    /// <param name="settled">The payee's settled money, none below zero.</param>
    /// <param name="owed">What the payee owes us, none below zero.</param>
    public static Outcome<SetOff> Of(Money amount, IReadOnlyList<PayeePart> settled, IReadOnlyList<PayeePart> owed)
    {
        if (amount.Minor <= 0)
            return PayoutRefusals.NothingToSetOff;
        var debt = new Money(owed.Sum(part => part.Minor), amount.Currency);
        if (amount.Minor > debt.Minor)
            return PayoutRefusals.MoreThanOwed(amount, debt);
        var free = new Money(settled.Sum(part => part.Minor), amount.Currency);
        return amount.Minor > free.Minor
            ? PayoutRefusals.MoreThanSettled(amount, free)
            : new SetOff(PayeeParts.Take(settled, amount.Minor), PayeeParts.Take(owed, amount.Minor));
    }

    /// <summary>The facts of its entry.</summary>
    /// <param name="clause">The contract whose set-off clause gives the right.</param>
    public Outcome<EntryDraft> Draft(PostingFacts facts, ContractId clause) => PostingRules.Draft(
        EventFamily.RecoveredBySetOff, facts with
        {
            Trace = facts.Trace with { ContractId = clause },
            Parts = Taken,
            Debts = Recovered,
        });
}
