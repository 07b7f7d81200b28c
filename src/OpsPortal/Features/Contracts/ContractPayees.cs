using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>The payees that a contract may name: active ones of its own legal entity.</summary>
internal static class ContractPayees
{
    public static async Task<Refusal?> FaultAsync(Work work, LegalEntityId entity, IReadOnlyList<PayeeShare> shares)
    {
        var ids = shares.Select(share => share.PayeeId).ToList();
        var payees = await work.Db.Set<Payee>().Where(p => ids.Contains(p.Id) && p.LegalEntityId == entity).ToListAsync(work.Ct);
        if (payees.Count != ids.Distinct().Count())
            return SharedRefusals.NotFound("payee of this legal entity").On("payees");
        return payees.FirstOrDefault(payee => !payee.IsActive) is { } inactive
            ? PartiesRefusals.Inactive("payee", inactive.Name).On("payees")
            : null;
    }
}
