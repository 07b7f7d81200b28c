using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Events;
using OpsPortal.Features.Events;

namespace OpsPortal.Features.Desk;

/// <summary>Dead letters that somebody else wants dismissed and this person may confirm.</summary>
[Part]
internal sealed class DismissalsWaiting : IWaitingSource
{
    public string Room => "Events";

    public Permission Permission => Permission.DismissEvent;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var me = reading.Person.Id;
        var found = await reading.Db.Set<InboxEvent>().AsNoTracking().SeenBy(reading.Person)
            .Where(row => row.State == InboxState.DeadLetter && row.DismissalAskedAt != null && row.DismissalAskedBy != me)
            .OrderBy(row => row.DismissalAskedAt).Take(WaitingList.Asked)
            .Select(row => new { row.Id, row.EventId, row.Type, row.DismissalReason, row.DismissalAskedAt })
            .ToListAsync(reading.Ct);
        return [.. found.Select(row => new Waiting($"Confirm that event {row.EventId} ({row.Type}) is dismissed",
            row.DismissalReason!, $"/events/{row.Id}", row.DismissalAskedAt!.Value))];
    }
}
