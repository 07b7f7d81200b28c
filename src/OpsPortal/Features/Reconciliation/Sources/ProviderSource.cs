using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Events;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>The first layer: a provider's reports against our lines of its balances.</summary>
[Part]
internal sealed class ProviderSource(IEnumerable<IProviderEventReader> readers) : IReconciliationSource
{
    public ReconciliationLayer Layer => ReconciliationLayer.ProviderToSubledger;

    public async Task<IReadOnlyList<ReconciliationScope>> ScopesAsync(
        OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var providers = readers.Select(reader => reader.Provider).ToList();
        var paid = await db.Set<Receipt>()
            .Where(receipt => receipt.LegalEntityId == entity && providers.Contains(receipt.Provider))
            .Select(receipt => new { receipt.Provider, receipt.Currency }).Distinct().ToListAsync(ct);
        var reported = await db.Set<ProviderReportRow>().Where(row => row.LegalEntityId == entity)
            .Select(row => new { row.Provider, row.Currency }).Distinct().ToListAsync(ct);
        return
        [
            .. paid.Concat(reported).Distinct().OrderBy(row => row.Provider, StringComparer.Ordinal)
                .ThenBy(row => row.Currency.Code, StringComparer.Ordinal)
                .Select(row => new ReconciliationScope(row.Provider, NameOf(row.Provider), row.Currency)),
        ];
    }

    public async Task<Outcome<SourceSides>> ReadAsync(OpsDbContext db, ReconciliationBasis basis, CancellationToken ct)
    {
        var theirs = await new ProviderRows(db, basis, basis.Scope).ReadAsync(ct);
        if (theirs.IsRefused)
            return theirs.Refusal;
        var scopes = await ScopesAsync(db, basis.LegalEntityId, ct);
        List<string> others =
            [.. scopes.Where(one => one.Currency == basis.Currency && one.Scope != basis.Scope).Select(one => one.Scope)];
        var ours = await new ProviderBooks(db, basis, basis.Scope, others).ReadAsync(ct);
        return new SourceSides(ours, theirs.Value.Side)
        {
            Evidence = [.. theirs.Value.Reports.Select(report => new RunEvidence(report.Name, report.Sha256))],
            Notes = ProviderRows.Gaps(basis, theirs.Value.Reports),
        };
    }

    private static string NameOf(string provider) =>
        provider == ProviderReport.ByHand ? "Payouts paid outside a provider" : $"Balance at {provider}";
}
