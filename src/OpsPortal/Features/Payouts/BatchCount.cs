using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Shell;

namespace OpsPortal.Features.Payouts;

/// <summary>How many batches wait for this person: for makers drafts, for controllers what is to be signed or
/// transmitted.</summary>
[Part]
internal sealed class BatchCount : IRoomCount
{
    public string Route => "/payouts/batches";

    public async Task<int> CountAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var batches = reading.Db.Set<PayoutBatch>().Where(b => entities.Contains(b.LegalEntityId));
        if (reading.Person.May(Permission.SubmitBatch))
            return await batches.CountAsync(b => b.State == BatchState.Draft && b.MadeBy == me, reading.Ct);
        if (!reading.Person.May(Permission.ApproveBatch))
            return 0;
        return await batches.CountAsync(
            b => b.State == BatchState.Approved || (b.State == BatchState.Submitted && b.MadeBy != me
                && !b.Approvals.Any(a => a.PersonId == me && a.ContentRevision == b.ContentRevision)), reading.Ct);
    }
}
