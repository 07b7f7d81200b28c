using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>
/// The third layer, in two views of each ERP that a company uses: every journal document against what the ERP said of it, and the
/// balance of every account against the ERP's trial balance.
/// </summary>
[Part]
internal sealed class ErpSource : IReconciliationSource
{
    private const string Documents = ":documents";

    public ReconciliationLayer Layer => ReconciliationLayer.SubledgerToErp;

    // A month is handed over when it is over, so that a day by itself is seldom there.
    public bool IsDaily => false;

    public bool Carries => false;

    public static string DocumentsOf(ErpTarget target) => $"{target}{Documents}";

    public static string BalancesOf(ErpTarget target) => $"{target}{ReconciliationBasis.BalancesMark}";

    public async Task<IReadOnlyList<ReconciliationScope>> ScopesAsync(
        OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var sent = await db.Set<ErpDocument>().Where(document => document.LegalEntityId == entity)
            .Select(document => new { document.Target, document.Currency }).Distinct().ToListAsync(ct);
        return
        [
            .. sent.OrderBy(one => one.Target).ThenBy(one => one.Currency.Code, StringComparer.Ordinal).SelectMany(one =>
            {
                var system = ErpTargets.Of(one.Target).System;
                return new[]
                {
                    new ReconciliationScope(DocumentsOf(one.Target), $"Documents in {system}", one.Currency),
                    new ReconciliationScope(BalancesOf(one.Target), $"Trial balance of {system}", one.Currency),
                };
            }),
        ];
    }

    public ReconciliationBasis BasisOf(ReconciliationBasis asked) =>
        asked.IsOfBalances ? asked with { From = asked.AsOf.With(DateAdjusters.StartOfMonth) } : asked;

    public async Task<Outcome<SourceSides>> ReadAsync(OpsDbContext db, ReconciliationBasis basis, CancellationToken ct)
    {
        var target = Enum.Parse<ErpTarget>(basis.Scope.Split(':')[0]);
        return basis.IsOfBalances ? await new ErpBalanceSides(db, basis, target).ReadAsync(ct)
            : await new ErpDocumentSides(db, basis, target).ReadAsync(ct);
    }
}
