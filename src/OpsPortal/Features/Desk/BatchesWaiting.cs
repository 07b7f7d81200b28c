using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;

namespace OpsPortal.Features.Desk;

/// <summary>Batches that a controller may approve or send: never those that they made, submitted or approved
/// themselves.</summary>
[Part]
internal sealed class BatchesWaiting : IWaitingSource
{
    public string Room => "Payouts";

    public Permission Permission => Permission.ApproveBatch;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var me = reading.Person.Id;
        var entities = reading.Person.LegalEntities;
        var batches = await reading.Db.Set<PayoutBatch>().Include(batch => batch.Items).Include(batch => batch.Approvals)
            .AsSplitQuery()
            .Where(batch => entities.Contains(batch.LegalEntityId) && batch.MadeBy != me && batch.SubmittedBy != me)
            .Where(batch => batch.State == BatchState.Submitted || batch.State == BatchState.Approved)
            .OrderBy(batch => batch.ExpiresAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. batches
            .Where(batch => batch.State == BatchState.Approved
                || batch.CountingApprovals.All(approval => approval.PersonId != me))
            .Select(Shown)];
    }

    private static Waiting Shown(PayoutBatch batch) => new(
        batch.State == BatchState.Submitted ? $"Approve batch {batch.Number}" : $"Transmit batch {batch.Number}",
        batch.State == BatchState.Submitted
            ? $"{batch.CountingApprovals.Count()} of {batch.PeopleNeeded} approvals given"
            : "Fully approved, not yet sent",
        Batches.Path(batch.Id), batch.SubmittedAt ?? batch.MadeAt, batch.ExpiresAt,
        new Money(batch.TotalMinor, batch.Currency));
}

/// <summary>Batches of the person's own that came back to them: rejected, expired or changed under their signatures.</summary>
[Part]
internal sealed class BatchesBack : IWaitingSource
{
    public string Room => "Payouts";

    public Permission Permission => Permission.SubmitBatch;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var batches = await reading.Db.Set<PayoutBatch>().Include(batch => batch.Items)
            .Where(batch => entities.Contains(batch.LegalEntityId) && batch.MadeBy == me && batch.State == BatchState.Draft
                && batch.LastReason != null)
            .OrderBy(batch => batch.MadeAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. batches.Select(batch => new Waiting(
            $"Mend or cancel batch {batch.Number}", batch.LastReason!, Batches.Path(batch.Id), batch.SubmittedAt ?? batch.MadeAt,
            null, new Money(batch.TotalMinor, batch.Currency)))];
    }
}
