using NodaTime;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>What is wrong with an item, a pair or a balance.</summary>
public enum BreakKind
{
    /// <summary>They have it and we do not.</summary>
    MissingOurs,

    /// <summary>We have it and they do not.</summary>
    MissingTheirs,

    /// <summary>Both have it, with different amounts.</summary>
    AmountDiffers,

    /// <summary>One side has it once more than the other.</summary>
    Doubled,

    /// <summary>The other side has it on a day after the period.</summary>
    WrongPeriod,

    /// <summary>The balances before the first day differ by more than what is open from before.</summary>
    OpeningDiffers,

    /// <summary>A side's stated balances do not agree with its own movements.</summary>
    StatementGap,

    /// <summary>It went to the ERP, which has not said what became of it.</summary>
    NotAnswered,

    /// <summary>The ERP has said that it does not take it.</summary>
    RejectedThere,

    /// <summary>It never went to the ERP.</summary>
    NotHandedOver,
}

public static class BreakKinds
{
    /// <summary>Its money stands in the residual, not among the unmatched items.</summary>
    public static bool IsResidual(this BreakKind kind) =>
        kind is BreakKind.AmountDiffers or BreakKind.OpeningDiffers or BreakKind.StatementGap;
}

/// <summary>Items that are the same money: one and one, or one and several.</summary>
/// <param name="Rule">How they were found.</param>
public sealed record ReconciliationMatch(
    int Number, string Rule, IReadOnlyList<ReconciliationItem> Ours, IReadOnlyList<ReconciliationItem> Theirs)
{
    /// <summary>Ours minus theirs.</summary>
    public long VarianceMinor => Ours.Sum(item => item.AmountMinor) - Theirs.Sum(item => item.AmountMinor);
}

/// <summary>An item that has no counterpart.</summary>
public sealed record UnmatchedItem(ReconciliationParty Party, ReconciliationItem Item, BreakKind Kind);

/// <summary>One thing that does not agree.</summary>
/// <param name="Identity">The same in every run of the same scope that sees it.</param>
/// <param name="EffectMinor">What it adds to the difference ours minus theirs.</param>
public sealed record FoundBreak(
    BreakKind Kind, ReconciliationParty Party, string Identity, string Key, long EffectMinor, LocalDate Date, string Reference,
    string? Link)
{
    /// <summary>Its money stands in the residual, not among the unmatched items.</summary>
    public bool IsResidual => Kind.IsResidual();
}

/// <summary>
/// The equation of a run: difference = unmatched ours - unmatched theirs + residual. The first two are listed item by item; a
/// residual beyond the tolerance is an alarm.
/// </summary>
public sealed record ReconciliationEquation(
    long OursMinor, long TheirsMinor, long UnmatchedOursMinor, long UnmatchedTheirsMinor, long ResidualMinor)
{
    public long DifferenceMinor => OursMinor - TheirsMinor;

    public bool Holds => DifferenceMinor == UnmatchedOursMinor - UnmatchedTheirsMinor + ResidualMinor;
}

/// <summary>What a comparison found, the same for the same input in any order.</summary>
public sealed record ReconciliationResult(
    IReadOnlyList<ReconciliationMatch> Matches, IReadOnlyList<UnmatchedItem> Unmatched, IReadOnlyList<FoundBreak> Breaks,
    ReconciliationEquation Equation);
