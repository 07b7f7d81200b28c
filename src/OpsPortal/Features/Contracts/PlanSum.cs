namespace OpsPortal.Features.Contracts;

/// <summary>What the stages of a plan come to against the contract's total, while both are typed.</summary>
/// <param name="Billed">Milestones, closing, retention and instalments.</param>
/// <param name="Advance">Down payments: asked in advance, and cleared against the stages.</param>
internal sealed record PlanSum(Money Total, Money Billed, Money Advance)
{
    public bool Fits => Billed == Total && Advance.Minor <= Total.Minor;

    public string Words => $"The stages come to {Billed} of {Total}: " + (Billed.Minor - Total.Minor) switch
    {
        0 => "they sum to the total.",
        > 0 => $"{Billed - Total} too much.",
        _ => $"{Total - Billed} is missing.",
    }
    + (Advance.Minor == 0 ? ""
        : $" {Advance} is asked in advance{(Advance.Minor > Total.Minor ? ", more than the total" : "")}.");
}
