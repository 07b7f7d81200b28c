using NodaTime;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Erp;

/// <summary>A line of a document: either a debit or a credit, in minor units.</summary>
public sealed record JournalDocumentLine(Account Account, long DebitMinor, long CreditMinor, string Text);

/// <summary>A journal document before it takes the shape of a target: balanced, of one day, company and currency.</summary>
/// <param name="Reference">Our own name of what it stands for.</param>
/// <param name="Covers">The entries in it, in order.</param>
public sealed record JournalDocument(
    string ExternalId, string Reference, LocalDate PostedOn, Currency Currency, string Text,
    IReadOnlyList<JournalDocumentLine> Lines, IReadOnlyList<JournalEntry> Covers)
{
    public long TotalMinor => Lines.Aggregate(0L, (sum, line) => checked(sum + line.DebitMinor));

    public bool Balances => TotalMinor == Lines.Aggregate(0L, (sum, line) => checked(sum + line.CreditMinor));
}

/// <summary>Makes documents of entries. Entries without lines mark an event and move no money: no document carries
/// them.</summary>
public static class JournalDocuments
{
    /// <summary>The documents of new entries.</summary>
    /// <param name="versions">How many documents there are already of a day, or month, and currency.</param>
    public static IReadOnlyList<JournalDocument> Of(
        IEnumerable<JournalEntry> entries, string entityCode, ErpTargetRow target, ErpGranularity granularity,
        Func<LocalDate, Currency, int> versions)
    {
        var ordered = entries.Where(entry => entry.Lines.Count > 0)
            .OrderBy(entry => entry.BookedOn).ThenBy(entry => entry.PostingKey, StringComparer.Ordinal);
        return granularity == ErpGranularity.PerEntry
            ? [.. ordered.Select(entry => OfOne(entry, ExternalIds.Entry(entityCode, entry.PostingKey), target))]
            : [.. ordered.GroupBy(entry => (Day: DayOf(entry.BookedOn, granularity), entry.Lines[0].Currency))
                .OrderBy(group => group.Key.Day).ThenBy(group => group.Key.Currency)
                .Select(group => OfSeveral([.. group], group.Key.Day, ExternalIds.Sum(
                    entityCode, group.Key.Day, granularity, group.Key.Currency,
                    versions(group.Key.Day, group.Key.Currency) + 1), target))];
    }

    /// <summary>A document that was made before, as it is sent again: the same entries, the same external id.</summary>
    public static JournalDocument Again(ErpDocument known, IReadOnlyList<JournalEntry> entries)
    {
        var ordered = entries.OrderBy(entry => entry.BookedOn).ThenBy(entry => entry.PostingKey, StringComparer.Ordinal).ToList();
        var target = ErpTargets.Of(known.Target);
        return known.Granularity == ErpGranularity.PerEntry ? OfOne(ordered[0], known.Reference, target)
            : OfSeveral(ordered, known.PostedOn, known.Reference, target);
    }

    private static LocalDate DayOf(LocalDate booked, ErpGranularity granularity) => granularity == ErpGranularity.PerDay ? booked
        : booked.ToYearMonth().OnDayOfMonth(1).PlusMonths(1).PlusDays(-1);

    private static JournalDocument OfOne(JournalEntry entry, string reference, ErpTargetRow target) => new(
        ExternalIds.Fit(reference, target.IdLength), reference, entry.BookedOn, entry.Lines[0].Currency,
        PostingRules.Of(entry.Family).Name,
        [.. entry.Lines.Select(line => Line(line.Account, line.AmountMinor, entry.PostingKey))], [entry]);

    // Debits and credits of an account are kept apart, so that each of the ERP's turnovers equals ours.
    private static JournalDocument OfSeveral(
        IReadOnlyList<JournalEntry> entries, LocalDate day, string reference, ErpTargetRow target) => new(
        ExternalIds.Fit(reference, target.IdLength), reference, day, entries[0].Lines[0].Currency,
        $"{entries.Count} entries in sum",
        [.. entries.SelectMany(entry => entry.Lines).GroupBy(line => (line.Account, IsDebit: line.AmountMinor > 0))
            .OrderBy(group => group.Key.Account).ThenByDescending(group => group.Key.IsDebit)
            .Select(group => Line(
                group.Key.Account, group.Aggregate(0L, (sum, line) => checked(sum + line.AmountMinor)), reference))],
        entries);

    private static JournalDocumentLine Line(Account account, long minor, string text) =>
        new(account, Math.Max(minor, 0), Math.Max(-minor, 0), text);
}
