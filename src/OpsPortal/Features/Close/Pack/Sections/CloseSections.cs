using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>The tie-outs that the month was signed on, with both figures.</summary>
[Part]
internal sealed class TieOutsSection : IPackSection
{
    public int Order => 690;

    public string Code => "tie-outs";

    public string Title => "Tie-outs";

    public string Purpose =>
        "Two views of the same money, as they stood when the month was signed. A line without a currency is a count.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Tie-out", PackCell.Text), new("What", PackCell.Text), new("Basis", PackCell.Text), new("Left is", PackCell.Text),
        new("Right is", PackCell.Text), new("Currency", PackCell.Currency), new("Left", PackCell.Money),
        new("Right", PackCell.Money), new("Left count", PackCell.Count), new("Right count", PackCell.Count),
        new("Hash", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var runs = await scope.Db.Set<TieOutRun>().AsNoTracking()
            .Where(run => run.RanAt <= scope.Now && scope.Db.Set<PeriodClose>().Any(close => close.Id == run.CloseId
                && close.LegalEntityId == scope.LegalEntityId && close.Year == scope.Month.Year
                && close.Month == scope.Month.Month && close.SignedAt == scope.Now)).ToListAsync(ct);
        var latest = runs.GroupBy(run => run.Code).Select(group => group.MaxBy(run => run.Number)!);
        foreach (var run in latest.OrderBy(run => run.Place).ThenBy(run => run.Code, StringComparer.Ordinal))
        foreach (var line in run.Lines)
        {
            var currency = line.InCurrency();
            yield return
            [
                run.Name, line.InFull(), run.Basis, run.LeftName, run.RightName, line.CurrencyCode ?? "",
                currency is { } left ? PackText.Of(line.Left, left) : "", currency is { } right ? PackText.Of(line.Right, right)
                    : "",
                currency is null ? PackText.Of(line.Left) : "", currency is null ? PackText.Of(line.Right) : "", run.Hash,
            ];
        }
    }
}

/// <summary>The checkpoints of the month as they stood when it was signed.</summary>
[Part]
internal sealed class CheckpointsSection : IPackSection
{
    public int Order => 710;

    public string Code => "checkpoints";

    public string Title => "Checkpoints";

    public string Purpose =>
        "What was to be seen to on each day and at the month's end, who did it, who reviewed it, and what was missed.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Day", PackCell.Date), new("Checkpoint", PackCell.Text), new("Due", PackCell.Instant), new("Stand", PackCell.Text),
        new("Done", PackCell.Instant), new("By", PackCell.Text), new("What was seen", PackCell.Text),
        new("Reviewed", PackCell.Instant), new("Reviewed by", PackCell.Text),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var people = await PackBooks.PeopleAsync(scope, ct);
        var found = await scope.Db.Set<Checkpoint>().AsNoTracking().Where(one => one.LegalEntityId == scope.LegalEntityId
            && one.Day >= scope.FirstDay && one.Day <= scope.LastDay && one.DueAt <= scope.Now).ToListAsync(ct);
        foreach (var one in found.OrderBy(one => one.Day).ThenBy(one => one.Code, StringComparer.Ordinal))
        {
            var done = one.DoneAt <= scope.Now;
            var reviewed = one.ReviewedAt <= scope.Now;
            yield return
            [
                PackText.Of(one.Day), CheckpointCalendar.Of(one.Code).Name, PackText.Of(one.DueAt),
                reviewed ? "Reviewed" : done ? one.IsLate ? "Done late" : "Done" : "Missed",
                done ? PackText.Of(one.DoneAt) : "", !done ? "" : one.DoneBy is { } by ? people.GetValueOrDefault(by, "")
                    : "The records",
                done ? one.Note : "", reviewed ? PackText.Of(one.ReviewedAt) : "",
                reviewed && one.ReviewedBy is { } who ? people.GetValueOrDefault(who, "") : "",
            ];
        }
    }
}

/// <summary>What people ticked and sampled before the month was signed.</summary>
[Part]
internal sealed class CloseWorkSection : IPackSection
{
    public int Order => 695;

    public string Code => "close-work";

    public string Title => "Checklist and samples";

    public string Purpose => "Each tick with what was seen, and each sample drawn by the month's seed with its answer.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Kind", PackCell.Text), new("What", PackCell.Text), new("About", PackCell.Text), new("Answer", PackCell.Text),
        new("Note", PackCell.Text), new("By", PackCell.Text), new("At", PackCell.Instant),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await PackBooks.CloseAsync(scope, ct) is not { } close)
            yield break;
        var checklist = await Checklists.OfAsync(scope.Db, close, ct);
        var people = await PackBooks.PeopleAsync(scope, ct);
        var tasks = await scope.Db.Set<CloseTask>().AsNoTracking().Where(task => task.CloseId == close.Id).ToListAsync(ct);
        foreach (var task in tasks.OrderBy(task => task.Code, StringComparer.Ordinal))
            yield return
            [
                "Checklist", checklist.Of(task.Code)?.Name ?? task.Code, "", task.IsDone ? "Done" : "Not done", task.Note,
                NameOf(task.By), PackText.Of(task.At),
            ];
        var samples = await scope.Db.Set<CloseSample>().AsNoTracking().Where(one => one.CloseId == close.Id).ToListAsync(ct);
        foreach (var sample in samples.OrderBy(one => one.Kind).ThenBy(one => one.Subject, StringComparer.Ordinal))
            yield return
            [
                Components.Words.Of(sample.Kind), sample.Words, sample.Subject, Components.Words.Of(sample.Result),
                sample.Owner is null ? sample.Note : $"{sample.Note} Owner: {NameOf(sample.Owner)}.", NameOf(sample.ReviewedBy),
                PackText.Of(sample.ReviewedAt),
            ];

        string NameOf(PersonId? person) => person is { } who ? people.GetValueOrDefault(who, "") : "";
    }
}
