using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>What the run before left unmatched: it takes part again, until it finds its counterpart.</summary>
internal sealed record CarriedItems(IReadOnlyList<(ReconciliationParty Party, ReconciliationItem Item)> Items)
{
    /// <summary>For a source that reads afresh what is open from before.</summary>
    public static CarriedItems Afresh { get; } = new([]) { IsAfresh = true };

    /// <summary>Every break of earlier days is seen again, or is gone.</summary>
    public bool IsAfresh { get; private init; }

    public static async Task<CarriedItems> ReadAsync(OpsDbContext db, ReconciliationBasis basis, CancellationToken ct)
    {
        var before = await db.Set<ReconciliationRun>().AsNoTracking()
            .Where(run => run.LegalEntityId == basis.LegalEntityId && run.Layer == basis.Layer && run.Scope == basis.Scope
                && run.Currency == basis.Currency && run.DateBasis == basis.Date && run.IsCurrent && run.AsOf < basis.From)
            .OrderByDescending(run => run.AsOf).ThenByDescending(run => run.RunAt).FirstOrDefaultAsync(ct);
        if (before is null)
            return new CarriedItems([]);
        var rows = await db.Set<ReconciliationRow>().AsNoTracking()
            .Where(row => row.RunId == before.Id && row.MatchNumber == null).OrderBy(row => row.Number).ToListAsync(ct);
        return new CarriedItems([.. rows.Select(row => (row.Party, row.Item()))]);
    }

    public ReconciliationSide AddTo(ReconciliationSide side, ReconciliationParty party) =>
        side with { Items = [.. Items.Where(one => one.Party == party).Select(one => one.Item), .. side.Items] };

    public bool Has(ReconciliationBreak found) =>
        IsAfresh || Items.Any(one => one.Party == found.Party && one.Item.Key == found.Key && one.Item.Date == found.Date);
}
