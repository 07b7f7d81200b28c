using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Trace;

/// <summary>The holds that stop, or once stopped, the money of a chain; drawn only where there are any.</summary>
internal static class TraceHolds
{
    public static async Task<IReadOnlyList<TraceStep>> ReadAsync(Reading reading, IReadOnlyList<Invoice> invoices)
    {
        if (!reading.Person.May(Permission.SeeCompliance))
            return [];
        var contracts = invoices.Select(invoice => invoice.ContractId).Distinct().ToList();
        var payees = await reading.Db.Set<Contract>().Where(contract => contracts.Contains(contract.Id))
            .SelectMany(contract => contract.Versions).SelectMany(version => version.Shares).Select(share => share.PayeeId)
            .Distinct().ToListAsync(reading.Ct);
        var holds = await reading.Db.Set<ComplianceHold>()
            .Where(hold => reading.Person.LegalEntities.Contains(hold.LegalEntityId) && payees.Contains(hold.PayeeId))
            .OrderBy(hold => hold.OpenedAt).ToListAsync(reading.Ct);
        var covering = holds.Where(hold => invoices.Any(invoice => hold.Covers(invoice.ContractId, invoice.Id)))
            .Select(TraceNodes.Of).ToList();
        return covering.Count == 0 ? [] : [new TraceStep("Hold", covering, null)];
    }
}
