using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Desk;

/// <summary>Refunds by transfers of ours that somebody else recorded and this person may decide, before they are sent.</summary>
[Part]
internal sealed class RefundsWaiting : IWaitingSource
{
    public string Room => "Refunds";

    public Permission Permission => RefundLifecycle.MayOf(RefundAction.Approve);

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (me, entities) = (reading.Person.Id, reading.Person.LegalEntities);
        var found = await reading.Db.Set<Refund>()
            .Where(one => one.State == RefundState.Waiting && entities.Contains(one.LegalEntityId) && one.RequestedBy != me)
            .OrderBy(one => one.RequestedAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(one => new Waiting(
            "Decide a refund", one.ProviderReference, $"/invoices/{one.InvoiceId}", one.RequestedAt, null,
            new Money(one.AmountMinor, one.Currency)))];
    }
}
