using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Desk;

/// <summary>New bank details that wait for a call-back by another person than who entered them.</summary>
[Part]
internal sealed class BankDetailsWaiting : IWaitingSource
{
    public string Room => "Payees";

    public Permission Permission => Permission.RecordCallBack;

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var found = await (
            from account in reading.Db.Set<PayeeAccount>()
            join payee in reading.Db.Set<Payee>() on account.PayeeId equals payee.Id
            where entities.Contains(payee.LegalEntityId) && account.ReplacedAt == null && account.CallBackBy == null
                && account.AddedBy != me
            orderby account.AddedAt
            select new { payee.Id, payee.Name, account.AddedAt, account.AccountMasked })
            .Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(row => new Waiting(
            $"Call back {row.Name}", $"New bank details {row.AccountMasked} are not confirmed", $"/payees/{row.Id}",
            row.AddedAt))];
    }
}
