using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>The receipt of the payment that an event speaks of.</summary>
internal static class Receipts
{
    public static readonly HandlerAnswer NotHere = HandlerAnswer.Wait("Its payment has not come in yet.");

    public static Task<Receipt?> FindAsync(Work work, ProviderEvent happened) => work.Db.Set<Receipt>().SingleOrDefaultAsync(
        receipt => receipt.Provider == happened.Provider && receipt.ProviderReference == happened.PaymentReference, work.Ct);

    public static CashSource Source(Work work, ProviderEvent happened) =>
        new(happened.EventId, work.RequestId, happened.OccurredAt);
}
