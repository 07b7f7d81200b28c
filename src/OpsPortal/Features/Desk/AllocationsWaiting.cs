using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.Desk;

/// <summary>Allocations above the limit for one person that somebody else asked for and this person may decide.</summary>
[Part]
internal sealed class AllocationsWaiting : IWaitingSource
{
    public string Room => "Cash";

    public Permission Permission => Permission.ApproveAllocation;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var found = await reading.Db.Set<AllocationRequest>()
            .Where(one => one.State == AllocationState.Waiting && entities.Contains(one.LegalEntityId) && one.AskedBy != me)
            .OrderBy(one => one.AskedAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(one => new Waiting(
            "Decide an allocation of cash", one.Reason, AllocationDesk.Path(one.ReceiptId), one.AskedAt, null,
            one.Total))];
    }
}

/// <summary>Bookings of bank lines above the limit for one person that this person may decide.</summary>
[Part]
internal sealed class LineBookingsWaiting : IWaitingSource
{
    public string Room => "Bank files";

    public Permission Permission => Permission.ApproveAllocation;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var found = await reading.Db.Set<LineBooking>()
            .Where(one => one.State == LineBookingState.Waiting && entities.Contains(one.LegalEntityId) && one.AskedBy != me)
            .OrderBy(one => one.AskedAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(one => new Waiting(
            "Decide the booking of a bank line", one.Reason, BankLineDetail.Path(one.LineId), one.AskedAt, null, one.Amount))];
    }
}
