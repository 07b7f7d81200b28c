using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Disputes;

/// <summary>Tells the cases of a dispute how it moved, so that whoever works on one need not look elsewhere.</summary>
internal static class DisputeCases
{
    public static async Task TellAsync(Work work, DisputeCase dispute)
    {
        var words = DisputeWords.Moved(dispute);
        foreach (var found in await work.Db.Set<ExceptionCase>().Include(found => found.Notes)
            .Where(found => found.ReceiptId == dispute.ReceiptId && found.ProviderReference == dispute.ProviderReference
                && found.State != ExceptionState.Resolved)
            .ToListAsync(work.Ct))
            found.Follow(work.Person.Id, work.Now, words, dispute.WaitsForUs);
    }
}
