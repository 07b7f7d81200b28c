using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>What people posted by hand: who wrote it, why, and who agreed.</summary>
[Part]
internal sealed class ManualJournalsSection : IPackSection
{
    public int Order => 680;

    public string Code => "manual-journals";

    public string Title => "Manual journals";

    public string Purpose =>
        "Every journal that people posted by hand in the month: the reason and the evidence in the words of who prepared it, and "
        + "the other person who approved it. Its lines stand in the ledger export under the posting key.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Booked on", PackCell.Date), new("Reason", PackCell.Text), new("Evidence", PackCell.Text),
        new("Prepared by", PackCell.Text), new("Approved by", PackCell.Text), new("Approved at", PackCell.Instant),
        new("Currency", PackCell.Currency), new("Debits", PackCell.Money), new("Obligation", PackCell.Text),
        new("Posting key", PackCell.Text, OnlyInCsv: true),
        new("Entry", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var families = ManualJournal.Families.Values.ToList();
        var people = await PackBooks.PeopleAsync(scope, ct);
        var entries = (await PackBooks.Entries(scope)
                .Where(entry => entry.BookedOn >= scope.FirstDay && families.Contains(entry.Family))
                .Select(entry => new { entry.PostingKey, entry.Id, entry.BookedOn }).ToListAsync(ct))
            .ToDictionary(entry => entry.PostingKey, StringComparer.Ordinal);
        if (entries.Count == 0)
            yield break;
        var journals = await scope.Db.Set<ManualJournal>().AsNoTracking()
            .Where(one => one.LegalEntityId == scope.LegalEntityId && one.State == ManualJournalState.Posted).ToListAsync(ct);
        foreach (var journal in journals.OrderBy(one => one.DecidedAt).ThenBy(one => one.Id.ToString(), StringComparer.Ordinal))
        {
            if (!entries.TryGetValue(PostingKeys.ManualJournal(journal.Id), out var entry))
                continue;
            yield return
            [
                PackText.Of(entry.BookedOn), journal.Reason, journal.Evidence, people.GetValueOrDefault(journal.PreparedBy, ""),
                journal.DecidedBy is { } by ? people.GetValueOrDefault(by, "") : "", PackText.Of(journal.DecidedAt),
                journal.Currency.Code, PackText.Of(journal.DebitMinor, journal.Currency),
                journal.Ends is { } end ? Words.Of(end) : "", entry.PostingKey,
                PackText.Of(entry.Id.Value),
            ];
        }
    }
}
