using OpsPortal.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Data.Ledger;

/// <summary>Posting from inside a command, in its transaction.</summary>
internal static class PostingExtensions
{
    /// <summary>Posts one draft, or passes its refusal on. Posting the same event again answers with its first entry.</summary>
    public static async Task<Outcome<Posting>> PostAsync(this JournalWriter writer, Work work, Outcome<EntryDraft> draft)
    {
        if (draft.Refusal is { } refusal)
            return refusal;
        return (await writer.WriteAsync(work.Db, [draft.Value], work.Now, work.Ct))[0];
    }
}
