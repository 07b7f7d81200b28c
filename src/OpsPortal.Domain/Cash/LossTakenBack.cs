namespace OpsPortal.Domain.Cash;

/// <summary>
/// What a payee gets back of a loss when the dispute is won after all. What it still owes for it is forgiven; what was taken from
/// it and what it repaid is held for it again. A debt that was given up meanwhile was our loss, and comes back to us.
/// </summary>
/// <param name="ForgivenMinor">Taken off what the payee owes.</param>
/// <param name="HeldMinor">Added to held funds.</param>
public readonly record struct LossTakenBack(long ForgivenMinor, long HeldMinor)
{
    /// <param name="takenMinor">What the loss took of the payee's money.</param>
    /// <param name="owedMinor">What the loss made the payee owe.</param>
    /// <param name="owingMinor">What the payee owes of it now.</param>
    /// <param name="repaidMinor">What the payee repaid or had set off of it.</param>
    public static LossTakenBack Of(long takenMinor, long owedMinor, long owingMinor, long repaidMinor)
    {
        var forgiven = Math.Clamp(owingMinor, 0, owedMinor);
        return new(forgiven, takenMinor + Math.Clamp(repaidMinor, 0, owedMinor - forgiven));
    }
}
