using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

public readonly record struct RepaymentId(Guid Value) : IId<RepaymentId>
{
    public static RepaymentId From(Guid value) => new(value);

    public override string ToString() => Value.ToString();
}

/// <summary>A payee pays what it owes us: the unapplied cash of a receipt (2600) meets its debt (1250).</summary>
/// <param name="Amount">How much of the receipt is used.</param>
/// <param name="Repaid">Which of its debts are met, by invoice and payment.</param>
public sealed record Repayment(Money Amount, IReadOnlyList<PayeePart> Repaid)
{
    /// <summary>Meets the debts in the order given. Refuses another company's payee, more than is owed and more than is
    /// unapplied.</summary>
    /// <param name="payeesEntity">The legal entity to which the payee owes.</param>
    /// <param name="minor">In the receipt's currency.</param>
    /// <param name="owed">What the payee owes in that currency, none below zero.</param>
    public static Outcome<Repayment> Of(
        Receipt receipt, LegalEntityId payeesEntity, long minor, IReadOnlyList<PayeePart> owed)
    {
        if (receipt.LegalEntityId != payeesEntity)
            return PayoutRefusals.RepaidToAnother;
        var debt = new Money(owed.Sum(part => part.Minor), receipt.Currency);
        if (debt.Minor == 0)
            return PayoutRefusals.OwesNothing(receipt.Currency);
        var amount = new Money(minor, receipt.Currency);
        if (minor <= 0)
            return receipt.WhyNotUse(minor) ?? CashRefusals.NotPositive;
        if (minor > debt.Minor)
            return PayoutRefusals.MoreThanOwed(amount, debt);
        return receipt.WhyNotUse(minor) is { } refusal ? refusal : new Repayment(amount, PayeeParts.Take(owed, minor));
    }

    /// <summary>The facts of its entry; the trace names the receipt and the reason.</summary>
    public PostingFacts On(PostingFacts facts, RepaymentId id) => facts with
    {
        PostingKey = PostingKeys.Repaid(id), Amounts = new PostingAmounts { P = Amount.Minor }, Debts = Repaid,
    };
}
