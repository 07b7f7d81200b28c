using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events;

/// <summary>A second event of a payment that stands in the books already: handled, and saying that it did nothing.</summary>
internal static class TakenBefore
{
    public static Task TellAsync(Work work, IReadOnlyList<Guid> ids) => work.Db.Set<InboxEvent>()
        .Where(row => ids.Contains(row.Id))
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.Result, PostPayments.TakenBefore), work.Ct);
}
