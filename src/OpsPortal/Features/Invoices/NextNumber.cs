using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Cash;

namespace OpsPortal.Features.Invoices;

/// <summary>The next gapless number of an entity: taken in the command's transaction, so that a rollback gives it back.</summary>
internal static class NextNumber
{
    /// <summary>Waits until every other command that numbers for this entity has ended.</summary>
    public static async Task<InvoiceNumbering> HoldAsync(Work work, LegalEntityId entity, NumberSeries series)
    {
        var rows = work.Db.Set<InvoiceNumbering>().Where(row => row.LegalEntityId == entity && row.Series == series);
        await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.LastNumber, row => row.LastNumber), work.Ct);
        if (await rows.SingleOrDefaultAsync(work.Ct) is { } held)
            return held;

        // The very first number: whoever holds the entity's row makes the series, the others find it made.
        await PositionLock.OfCompanyAsync(work, entity);
        if (await rows.SingleOrDefaultAsync(work.Ct) is { } made)
            return made;
        var first = InvoiceNumbering.Start(entity, series);
        work.Db.Add(first);
        await work.Db.SaveChangesAsync(work.Ct);
        return first;
    }

    public static async Task<Outcome<string>> TakeAsync(Work work, InvoiceNumbering held)
    {
        var prefix = await work.Db.Set<LegalEntity>().Where(entity => entity.Id == held.LegalEntityId)
            .Select(entity => entity.InvoicePrefix).SingleAsync(work.Ct);
        return held.Take(prefix);
    }
}
