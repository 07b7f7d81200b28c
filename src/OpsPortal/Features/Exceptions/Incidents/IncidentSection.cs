using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Data.Ledger;
using OpsPortal.Documents;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Features.Exceptions.Incidents;

/// <summary>The incidents that a month knew, as they stood on its last day.</summary>
[Part]
internal sealed class IncidentSection : IPackSection
{
    public int Order => 610;

    public string Code => "incidents";

    public string Title => "Incidents";

    public string Purpose => "Trouble larger than one case, as it stood on the last day: how it is put right and what finance "
        + "must know. One that was restored in an earlier month is left out.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Opened", PackCell.Instant), new("Kind", PackCell.Text), new("Title", PackCell.Text), new("State", PackCell.Text),
        new("Cases", PackCell.Count), new("Restored", PackCell.Instant), new("Notes to finance", PackCell.Text),
        new("Incident", PackCell.Id, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var (from, until) = await PackBooks.MonthAsync(scope, ct);
        var found = await scope.Db.Set<Incident>().AsNoTracking().Include(one => one.Timeline)
            .Where(one => one.LegalEntityId == scope.LegalEntityId && one.OpenedAt < until).ToListAsync(ct);
        foreach (var one in found.OrderBy(one => one.OpenedAt).ThenBy(one => one.Title, StringComparer.Ordinal)
            .ThenBy(one => one.Id.Value))
        {
            var then = one.Timeline.Where(entry => entry.At < until).OrderBy(entry => entry.Number).ToList();
            var state = IncidentHistory.StateOf(then);
            var restored = then.LastOrDefault(entry => entry.Text == Incident.RestoredWords)?.At;
            if (state is IncidentState.Restored or IncidentState.Reviewed && restored < from)
                continue;
            yield return
            [
                CsvCells.Text(one.OpenedAt), one.Playbook.Words, one.Title, state.ToString(),
                then.Count(entry => entry.Text.StartsWith(Incident.CaseWords, StringComparison.Ordinal))
                    .ToString(CultureInfo.InvariantCulture),
                state is IncidentState.Restored or IncidentState.Reviewed ? CsvCells.Text(restored) : "",
                IncidentHistory.NotesOf(then), one.Id.ToString(),
            ];
        }
    }
}

/// <summary>What an incident's timeline up to a day says.</summary>
internal static class IncidentHistory
{
    public static IncidentState StateOf(IReadOnlyList<IncidentEntry> then)
    {
        var last = then.LastOrDefault(entry => entry.Text is Incident.RestoredWords or Incident.ReviewedWords
            || entry.Text.StartsWith(Incident.ReopenedWords, StringComparison.Ordinal)
            || Enum.GetValues<RecoveryMethod>().Any(method =>
                entry.Text.StartsWith(IncidentPlaybooks.Words(method), StringComparison.Ordinal)));
        return last?.Text switch
        {
            null => IncidentState.Open,
            Incident.RestoredWords => IncidentState.Restored,
            Incident.ReviewedWords => IncidentState.Reviewed,
            _ => IncidentState.Restoring,
        };
    }

    public static string NotesOf(IReadOnlyList<IncidentEntry> then) =>
        then.LastOrDefault(entry => entry.Text.StartsWith(Incident.FinanceWords, StringComparison.Ordinal))
            ?.Text[Incident.FinanceWords.Length..] ?? "";
}
