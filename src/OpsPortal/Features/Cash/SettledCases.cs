using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Cash;

/// <summary>
/// Closes the cases that asked where a receipt belongs, once nothing of it is unapplied: the entry that used its rest is their
/// posting. Taking the application back opens no closed case; what is unapplied again stands in its queue.
/// </summary>
internal static class SettledCases
{
    private static readonly ExceptionType[] Types = CaseEndings.TypesOf(CaseFact.ReceiptUsed);

    /// <param name="entries">The entry that moved each receipt's money last.</param>
    public static async Task CloseAsync(Work work, IReadOnlyDictionary<ReceiptId, EntryId> entries)
    {
        var used = work.Db.ChangeTracker.Entries<Receipt>().Select(tracked => tracked.Entity)
            .Where(receipt => receipt.UnappliedMinor == 0 && entries.ContainsKey(receipt.Id))
            .Select(receipt => (ReceiptId?)receipt.Id).ToList();
        if (used.Count == 0)
            return;
        var cases = await work.Db.Set<ExceptionCase>()
            .Where(found => used.Contains(found.ReceiptId) && found.State != ExceptionState.Resolved
                && Types.Contains(found.Type))
            .ToListAsync(work.Ct);
        foreach (var found in cases)
            OneCase.Settle(work, found, CaseFact.ReceiptUsed, new CaseClosing(
                "It was not clear where the money belongs.", "All of the money is used or went back.",
                entries[found.ReceiptId!.Value]));

        await work.Db.SaveChangesAsync(work.Ct);
    }
}
