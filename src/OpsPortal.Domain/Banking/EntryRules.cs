namespace OpsPortal.Domain.Banking;

/// <summary>What an entry of a file is to the books.</summary>
public enum EntryVerdict
{
    /// <summary>Its lines are taken.</summary>
    New,

    /// <summary>Another file brought it: nothing of it is posted again.</summary>
    Known,

    /// <summary>Another file brought it with another sum: nothing of it is posted, and a person looks.</summary>
    Disagrees,
}

/// <summary>An entry as a file tells it.</summary>
/// <param name="Kind">The kind of the file.</param>
/// <param name="IsNamed">Whether the bank gives it a reference.</param>
/// <param name="OwnReference">The reference of its one payment, where that has another than the entry.</param>
/// <param name="Number">Its place among entries of this kind and file with the same key and sum, counted from one.</param>
public sealed record ToldEntry(
    StatementKind Kind, bool IsNamed, long Minor, int Details, string? OwnReference, int Number);

/// <summary>An entry with the same key that another file, or another kind of message in the same file, brought before.</summary>
/// <param name="Line">Its first line.</param>
public sealed record KnownEntry(BankLineId Line, StatementKind Kind, long Minor, int Details, string? OwnReference);

/// <summary>
/// An entry is posted once, whichever files tell of it: a statement without its details, the notification that brings them, a
/// report of the same day. Whoever comes first is posted.
/// </summary>
public static class EntryRules
{
    /// <param name="known">Entries with the same key.</param>
    /// <returns>The verdict, and the entry that it is or disagrees with.</returns>
    public static (EntryVerdict Verdict, KnownEntry? Entry) Judge(ToldEntry told, IReadOnlyList<KnownEntry> known)
    {
        var same = known.Where(one => IsSame(told, one)).ToList();
        if (told.Number <= same.Count)
            return (EntryVerdict.Known, same[told.Number - 1]);
        return same.Count == 0 && known.FirstOrDefault(one => Contradicts(told, one)) is { } other
            ? (EntryVerdict.Disagrees, other)
            : (EntryVerdict.New, null);
    }

    // Without a reference only one thing speaks for the same entry: of two kinds of files one tells the sum, the other of whom.
    private static bool IsSame(ToldEntry told, KnownEntry known)
    {
        if (told.Minor != known.Minor)
            return false;
        if (!told.IsNamed)
            return told.Kind != known.Kind && (told.Details == 0) != (known.Details == 0);
        return told.OwnReference is null || known.OwnReference is null || told.OwnReference == known.OwnReference;
    }

    // Some banks give many payments one reference: only a batch says what the whole entry is.
    private static bool Contradicts(ToldEntry told, KnownEntry known) =>
        told.IsNamed && told.Kind != known.Kind && told.Minor != known.Minor && (told.Details > 1 || known.Details > 1);
}
