using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Whose report a file is, by whose books know its references. Companies may share one account at a provider: only a
/// file that tells the chosen one nothing, and another one something, is taken for a mistake.</summary>
internal static class ReportOwner
{
    private const int Looked = 500;

    public static async Task<Refusal?> OfAnotherAsync(Work work, LegalEntityId chosen, IReadOnlyList<ReportLine> lines)
    {
        var sources = lines.Select(line => line.Source).Where(source => source.Length > 0).Distinct(StringComparer.Ordinal)
            .Take(Looked).ToList();
        var known = await work.Db.Set<JournalEntry>()
            .Where(entry => entry.ProviderObject != null && sources.Contains(entry.ProviderObject))
            .Select(entry => new { entry.LegalEntityId, Source = entry.ProviderObject! }).Distinct().ToListAsync(work.Ct);
        if (known.Count == 0 || known.Exists(one => one.LegalEntityId == chosen))
            return null;
        var other = known.MinBy(one => one.Source, StringComparer.Ordinal)!;
        var company = await work.Db.Set<LegalEntity>().Where(entity => entity.Id == other.LegalEntityId)
            .Select(entity => entity.Name).SingleAsync(work.Ct);
        return work.Sees(other.LegalEntityId) ? ReconciliationRefusals.ReportOfAnother(company, other.Source)
            : ReconciliationRefusals.ReportOfAnother("another company", other.Source);
    }
}
