using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;

namespace OpsPortal.Features.Desk;

/// <summary>Write-offs that somebody else asked for and this person may decide.</summary>
[Part]
internal sealed class WriteOffsWaiting : IWaitingSource
{
    public string Room => "Invoices";

    public Permission Permission => InvoiceLifecycle.MayOf(InvoiceAction.GiveUp);

    public async Task<IReadOnlyList<Waiting>> ReadAsync(Reading reading)
    {
        var (entities, me) = (reading.Person.LegalEntities, reading.Person.Id);
        var found = await reading.Db.Set<Invoice>()
            .Where(invoice => entities.Contains(invoice.LegalEntityId) && invoice.WriteOffAskedBy != null
                && invoice.WriteOffAskedBy != me)
            .OrderBy(invoice => invoice.WriteOffAskedAt).Take(WaitingList.Asked).ToListAsync(reading.Ct);
        return [.. found.Select(invoice => new Waiting(
            $"Decide the write-off of invoice {invoice.Number}", invoice.WriteOffReason ?? "", $"/invoices/{invoice.Id}",
            invoice.WriteOffAskedAt ?? reading.Now, null, invoice.WriteOffWaiting?.Amount))];
    }
}
