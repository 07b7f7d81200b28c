using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Reconciliation.Sources;

namespace OpsPortal.Features.Reconciliation;

/// <summary>Closes the breaks of documents at once that the ERP has taken now; nobody waits for the next run.</summary>
internal static class AnsweredBreaks
{
    private static readonly BreakKind[] Kinds = [BreakKind.NotAnswered, BreakKind.RejectedThere];

    public static async Task CloseAsync(Work work, ErpHandover handover, IReadOnlyCollection<ErpDocument> taken)
    {
        if (taken.Count == 0)
            return;
        var (entity, scope) = (handover.LegalEntityId, ErpSource.DocumentsOf(handover.Target));
        var numbers = taken.ToDictionary(document => document.ExternalId, document => document.ErpNumber, StringComparer.Ordinal);
        var open = await work.Db.Set<ReconciliationBreak>().Where(one => one.LegalEntityId == entity
            && one.Layer == ReconciliationLayer.SubledgerToErp && one.Scope == scope && one.State != BreakState.Closed
            && Kinds.Contains(one.Kind)).ToListAsync(work.Ct);
        foreach (var one in open.Where(one => numbers.ContainsKey(one.Key)))
        {
            one.CloseByAnswer(work.Now);
            work.Audit("Closed break", WorkBreak.Kind, one.Id.Value, after: $"The ERP has it as {numbers[one.Key]}.");
            await BreakCases.CloseAsync(work, one, $"The ERP has it as {numbers[one.Key]}.");
        }
    }
}
