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

    /// <summary>Posts all drafts of one act, or none and passes the first refusal on.</summary>
    public static async Task<Outcome> PostAllAsync(
        this JournalWriter writer, Work work, IReadOnlyList<Outcome<EntryDraft>> drafts)
    {
        if (drafts.Select(draft => draft.Refusal).FirstOrDefault(refusal => refusal is not null) is { } refusal)
            return refusal;
        await writer.WriteAsync(work.Db, [.. drafts.Select(draft => draft.Value)], work.Now, work.Ct);
        return Outcome.Done;
    }
}
