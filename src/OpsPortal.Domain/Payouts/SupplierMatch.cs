using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// How far a payee's invoice may exceed what was agreed: the smaller of a share and a fixed amount, which is given in hundredths
/// of a currency's unit whatever its decimals.
/// </summary>
public readonly record struct SupplierTolerance(int BasisPoints, long MostMinor)
{
    private const long Hundredths = 100;

    /// <summary>Half a percent, and never more than five whole units.</summary>
    public static SupplierTolerance Default { get; } = new(50, 500);

    public long Of(Money agreed) => Math.Min(Rounding.Share(agreed.Minor, BasisPoints),
        Rounding.Divide((Int128)MostMinor * agreed.Currency.MinorPerMajor, Hundredths));
}

/// <summary>
/// Compares a payee's invoice with the order and, where a milestone is named, with its acceptance: two ways and three ways. Gives
/// back in words what does not hold; nothing where it all does.
/// </summary>
public static class SupplierMatch
{
    /// <param name="contract">The order.</param>
    /// <param name="milestone">The work that the payee bills, or null for the contract as a whole.</param>
    /// <param name="billedBefore">What the payee's other invoices on the contract come to.</param>
    public static IReadOnlyList<string> Failures(
        PayeeInvoice invoice, Contract contract, Milestone? milestone, long billedBefore, SupplierTolerance tolerance)
    {
        var failures = new List<string>();
        var amount = new Money(invoice.AmountMinor, invoice.Currency);
        if (invoice.Currency != contract.Currency)
            return [$"The contract is in {contract.Currency}, the invoice in {invoice.Currency}."];
        if (PartOf(contract, invoice.PayeeId, contract.Current.TotalMinor) is not { } agreed)
            return ["The contract has no share for this payee."];
        if (billedBefore + invoice.AmountMinor > agreed + tolerance.Of(new Money(agreed, contract.Currency)))
            failures.Add($"With {new Money(billedBefore, contract.Currency)} billed before, {amount} is more than the payee's "
                + $"{new Money(agreed, contract.Currency)} of the contract.");
        if (milestone is null)
            return failures;
        if (milestone.State != MilestoneState.Approved)
            failures.Add(
                $"Milestone \"{milestone.Name}\" is not accepted: it is {milestone.State.ToString().ToLowerInvariant()}.");
        var part = PartOf(contract, invoice.PayeeId, milestone.AmountMinor)!.Value;
        if (invoice.AmountMinor > part + tolerance.Of(new Money(part, contract.Currency)))
            failures.Add($"{amount} is more than the payee's {new Money(part, contract.Currency)} of that milestone.");
        return failures;
    }

    /// <summary>The payee's part of a gross amount; null where the contract has no share for it.</summary>
    private static long? PartOf(Contract contract, PayeeId payee, long grossMinor)
    {
        var version = contract.Current;
        var index = version.Shares.ToList().FindIndex(share => share.PayeeId == payee);
        if (index < 0)
            return null;
        var all = version.Split(grossMinor, contract.TaxLiability).PayeeMinor;
        return LargestRemainder.Split(all, [.. version.Shares.Select(share => share.Weight)])[index];
    }
}
