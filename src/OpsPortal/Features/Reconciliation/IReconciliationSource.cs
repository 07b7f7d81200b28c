using OpsPortal.Data;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Accounts of a company that are reconciled together, in one currency.</summary>
internal sealed record ReconciliationScope(string Scope, string Name, Currency Currency);

/// <summary>Both sides of a basis as a layer reads them, and from what.</summary>
internal sealed record SourceSides(ReconciliationSide Ours, ReconciliationSide Theirs)
{
    public IReadOnlyList<RunEvidence> Evidence { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];
}

/// <summary>One layer of reconciliation: what can be compared, and both sides of it. Found by scanning, one for each
/// layer.</summary>
internal interface IReconciliationSource
{
    ReconciliationLayer Layer { get; }

    /// <summary>A day of it is compared the night after; without it people compare when they have brought the other side
    /// in.</summary>
    bool IsDaily => true;

    /// <summary>What a run leaves unmatched takes part in the next one. A source that itself reads what is still open from
    /// before needs no carrying: its run sees every break up to its last day.</summary>
    bool Carries => true;

    /// <summary>The basis as this layer takes it; a balance knows no first day.</summary>
    ReconciliationBasis BasisOf(ReconciliationBasis asked) => asked;

    Task<IReadOnlyList<ReconciliationScope>> ScopesAsync(OpsDbContext db, LegalEntityId entity, CancellationToken ct);

    /// <summary>The items of the basis's days; those that are open from before are added by the run.</summary>
    Task<Outcome<SourceSides>> ReadAsync(OpsDbContext db, ReconciliationBasis basis, CancellationToken ct);
}

/// <summary>What every layer reads in the same way.</summary>
internal static class ReconciliationSides
{
    /// <summary>So far beyond the last day a counterpart is looked for before it is called missing.</summary>
    public const int DaysAfter = 31;

    /// <summary>A side from its items, those after the last day set apart.</summary>
    public static ReconciliationSide Of(
        ReconciliationBasis basis, long openingMinor, long? closingMinor, IEnumerable<ReconciliationItem> items)
    {
        var read = items.ToLookup(item => item.Date <= basis.AsOf);
        List<ReconciliationItem> inside = [.. read[true]];
        return new ReconciliationSide(
            basis, openingMinor, closingMinor ?? openingMinor + inside.Sum(item => item.AmountMinor), inside)
        {
            Later = [.. read[false]],
        };
    }
}
