using NodaTime;

namespace OpsPortal.Domain.Reconciliation;

/// <summary>One movement as one side knows it.</summary>
/// <param name="Key">What both sides call the same movement: one provider transaction, one bank line.</param>
/// <param name="AmountMinor">Minor units; what makes the balance larger is positive, on both sides.</param>
/// <param name="Reference">What a person can search for: a provider's id, an entry, a line of a file.</param>
/// <param name="Link">Where it is seen in the portal.</param>
public sealed record ReconciliationItem(string Key, long AmountMinor, LocalDate Date, string Reference, string? Link)
{
    /// <summary>The batch, payout or sweep to which it belongs, by which several movements can be one on the other
    /// side.</summary>
    public string? Group { get; init; }

    /// <summary>Other names under which the other side may know it; used only where no key fits and the amounts are
    /// equal.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    /// <summary>An earlier run found that it stands there once too often; its twin is matched and gone.</summary>
    public bool IsDoubled { get; init; }

    /// <summary>What it is called where the other side lacks it, if the reason is known; null says only that it is
    /// missing.</summary>
    public BreakKind? IfMissing { get; init; }

    public IEnumerable<string> Names => Also.Prepend(Key);
}

/// <summary>One side of a comparison: what stood before, every movement, and what stands at the end.</summary>
/// <param name="OpeningMinor">The balance before the first day.</param>
/// <param name="ClosingMinor">The balance on the last day, as this side states it.</param>
/// <param name="Items">The movements of the days, and those of earlier days that no run has matched yet.</param>
public sealed record ReconciliationSide(
    ReconciliationBasis Basis, long OpeningMinor, long ClosingMinor, IReadOnlyList<ReconciliationItem> Items)
{
    /// <summary>Movements after the last day, as far as they are known: they tell a late one from a missing one.</summary>
    public IReadOnlyList<ReconciliationItem> Later { get; init; } = [];

    /// <summary>What is left of earlier days.</summary>
    public long CarriedMinor => Items.Where(item => item.Date < Basis.From).Sum(item => item.AmountMinor);

    /// <summary>What the stated balances have and the movements do not: a statement that does not add up.</summary>
    public long GapMinor => checked(
        ClosingMinor - OpeningMinor - Items.Where(item => item.Date >= Basis.From).Sum(item => item.AmountMinor));
}
