namespace OpsPortal.Domain.Payouts;

/// <summary>Confirmed money may go, unsettled money is held, disputed money is an exception.</summary>
public enum ReleaseTier
{
    Confirmed,
    Unsettled,
    Disputed,
}

/// <summary>The columns of the eligibility page, in the order in which a person asks.</summary>
public enum GateColumn
{
    Work,
    Invoice,
    Cash,
    Dispute,
    Compliance,
    Payee,
    Account,
    Funds,
}

/// <summary>One condition that is not met.</summary>
/// <param name="Code">Stable reason code, such as <c>release.not-settled</c>.</param>
/// <param name="Column">The question it answers.</param>
/// <param name="Blocks">True where nothing may go; false where only a part stays.</param>
/// <param name="Words">What is wrong, as a sentence.</param>
/// <param name="ChangeAt">Path of the page where it can be changed.</param>
/// <param name="WhoCanChange">Who can change it.</param>
public sealed record FailedCondition(string Code, GateColumn Column, bool Blocks, string Words, string ChangeAt,
    string WhoCanChange);

/// <summary>The release gate's answer for one payable: an amount that may go, or every condition that fails.</summary>
public sealed record ReleaseDecision(long EligibleMinor, ReleaseTier Tier, IReadOnlyList<FailedCondition> Conditions)
{
    public bool IsEligible => EligibleMinor > 0;

    public IEnumerable<FailedCondition> Blocking => Conditions.Where(c => c.Blocks);
}
