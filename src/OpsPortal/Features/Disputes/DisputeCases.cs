using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Features.Disputes;

/// <summary>Tells the cases of a dispute how it moved, so that whoever works on one need not look elsewhere.</summary>
internal static class DisputeCases
{
    public static async Task TellAsync(Work work, DisputeCase dispute)
    {
        var words = DisputeWords.Moved(dispute);
        foreach (var found in await Open(work, dispute).Include(found => found.Notes).ToListAsync(work.Ct))
            found.Follow(work.Person.Id, work.Now, words, dispute.WaitsForUs);
    }

    /// <summary>Closes them once the dispute is over, with the entry that booked how it ended.</summary>
    public static async Task SettleAsync(Work work, DisputeCase dispute)
    {
        if (!dispute.IsOver)
            return;
        await work.Db.SaveChangesAsync(work.Ct);
        var entry = !dispute.HoldsMoney ? null : await work.Db.Set<JournalEntry>()
            .Where(one => one.DisputeId == dispute.Id && one.Family != EventFamily.DisputeOpened)
            .OrderByDescending(one => one.BookedAt).ThenByDescending(one => one.Id).Select(one => (EntryId?)one.Id)
            .FirstOrDefaultAsync(work.Ct);
        var closing = new CaseClosing(
            DisputeWords.Of(dispute.Kind), DisputeWords.Moved(dispute), entry,
            entry is null ? "The dispute itself moved no money; a refund has its own entry." : null);
        await OneCase.SettleAsync(
            work, CaseFact.DisputeOver, [.. Enum.GetValues<DisputeKind>().Select(kind => KeyOf(dispute.Id, kind))], closing);
    }

    /// <summary>The key of the case that opens with a dispute, or with what it has become.</summary>
    public static string KeyOf(DisputeId dispute, DisputeKind kind) => $"dispute:{dispute}:{kind}";

    private static IQueryable<ExceptionCase> Open(Work work, DisputeCase dispute) => work.Db.Set<ExceptionCase>()
        .Where(found => found.ReceiptId == dispute.ReceiptId && found.ProviderReference == dispute.ProviderReference
            && found.State != ExceptionState.Resolved);
}
