using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Desk;

/// <summary>Write-offs of what payees owe that somebody else asked for and this person may decide.</summary>
[Part]
internal sealed class DebtWriteOffsWaiting : IWaitingSource
{
    public string Room => "Payees";

    public Permission Permission => Permission.ApproveWriteOff;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (entities, me) = (reading.Person.LegalEntities, reading.Person.Id);
        var found = await (
            from writeOff in reading.Db.Set<DebtWriteOff>().AsNoTracking()
            join payee in reading.Db.Set<Payee>() on writeOff.PayeeId equals payee.Id
            where writeOff.State == DebtWriteOffState.Waiting && entities.Contains(writeOff.LegalEntityId)
                && writeOff.AskedBy != me
            orderby writeOff.AskedAt
            select new { WriteOff = writeOff, payee.Name }).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(row => new Waiting(
            $"Decide the write-off of what {row.Name} owes", row.WriteOff.Reason, $"/payees/{row.WriteOff.PayeeId}",
            row.WriteOff.AskedAt, null, row.WriteOff.Amount))];
    }
}
