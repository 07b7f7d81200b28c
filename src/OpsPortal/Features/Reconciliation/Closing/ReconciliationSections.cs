using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;

namespace OpsPortal.Features.Reconciliation.Closing;

/// <summary>The runs of the month with basis, totals and residual.</summary>
[Part]
internal sealed class ReconciliationsSection : IPackSection
{
    public int Order => 110;

    public string Code => "reconciliations";

    public string Title => "Reconciliations";

    public string Purpose => "Each comparison of our books with a provider, a bank or the ERP. Difference = unmatched ours - "
        + "unmatched theirs + residual; the unmatched items stand among the breaks, and only a residual is an alarm.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Run", PackCell.Text, OnlyInCsv: true), new("Layer", PackCell.Text, OnlyInCsv: true),
        new("Accounts", PackCell.Text), new("From", PackCell.Date),
        new("As of", PackCell.Date), new("Date basis", PackCell.Text, OnlyInCsv: true), new("Currency", PackCell.Currency),
        new("Ours", PackCell.Money), new("Theirs", PackCell.Money), new("Difference", PackCell.Money),
        new("Unmatched ours", PackCell.Money), new("Unmatched theirs", PackCell.Money), new("Residual", PackCell.Money),
        new("Tolerance", PackCell.Money, OnlyInCsv: true), new("Matches", PackCell.Count, OnlyInCsv: true),
        new("Breaks", PackCell.Count), new("Made by", PackCell.Text), new("Made at", PackCell.Instant, OnlyInCsv: true),
        new("Reviewed by", PackCell.Text), new("Reviewed at", PackCell.Text, OnlyInCsv: true),
        new("Evidence (SHA-256)", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var names = await PackBooks.PeopleAsync(scope, ct);
        foreach (var run in await MonthRuns.AllAsync(scope, ct))
        {
            yield return
            [
                run.Id.ToString(), BreakWords.Of(run.Layer), run.ScopeName, Cells.Day(run.FromDay), Cells.Day(run.AsOf),
                run.DateBasis == DateBasis.BookedOn ? "Booked" : "Value", run.Currency.Code, Money(run.OursMinor),
                Money(run.TheirsMinor), Money(run.DifferenceMinor), Money(run.UnmatchedOursMinor),
                Money(run.UnmatchedTheirsMinor), Money(run.ResidualMinor), Money(run.ToleranceMinor),
                Cells.Count(run.MatchCount), Cells.Count(run.BreakCount), Cells.Name(names, run.RunBy, "Daily job"),
                Cells.At(run.RunAt), run.ReviewedAt <= scope.Now ? Cells.Name(names, run.ReviewedBy, "") : "",
                run.ReviewedAt is { } at && at <= scope.Now ? Cells.At(at) : "",
                string.Join(" ", run.Evidence.Select(one => one.Sha256)),
            ];

            string Money(long minor) => Cells.Amount(minor, run.Currency);
        }
    }
}

/// <summary>What did not agree in the month, with the explanations.</summary>
[Part]
internal sealed class BreaksSection : IPackSection
{
    public int Order => 111;

    public string Code => "reconciliation-breaks";

    public string Title => "Breaks and explanations";

    public string Purpose => "Everything that did not agree in the month or was open from before, what it adds to the "
        + "difference, and why it was there, in the words of the person who found out.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Break", PackCell.Text), new("Layer", PackCell.Text, OnlyInCsv: true), new("Accounts", PackCell.Text),
        new("Day", PackCell.Date),
        new("Kind", PackCell.Text), new("Reference", PackCell.Text), new("Currency", PackCell.Currency),
        new("Effect", PackCell.Money), new("State", PackCell.Text), new("Reason", PackCell.Text),
        new("Explanation", PackCell.Text), new("Explained by", PackCell.Text),
        new("Explained at", PackCell.Text, OnlyInCsv: true), new("Found at", PackCell.Instant, OnlyInCsv: true),
        new("Due at", PackCell.Instant, OnlyInCsv: true), new("Found by run", PackCell.Text, OnlyInCsv: true),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var names = await PackBooks.PeopleAsync(scope, ct);
        var breaks = await MonthRuns.BreaksAsync(scope, ct);
        var words = await MonthRuns.WordsAsync(scope, breaks, ct);
        var lastSeen = await MonthRuns.LastSeenAsync(scope, breaks, ct);
        foreach (var one in breaks)
        {
            var word = words.GetValueOrDefault(one.Id);
            var seen = lastSeen.GetValueOrDefault(one.Id);
            yield return
            [
                one.Id.ToString(), BreakWords.Of(one.Layer), one.ScopeName, Cells.Day(one.Date),
                BreakWords.Of(seen?.Kind ?? one.Kind),
                one.Reference, one.Currency.Code, Cells.Amount(seen?.EffectMinor ?? one.EffectMinor, one.Currency),
                one.ClosedAt <= scope.Now ? "Closed" : word is null ? "Open" : "Explained", word?.Reason ?? "", word?.Text ?? "",
                Cells.Name(names, word?.By, ""), word is null ? "" : Cells.At(word.At), Cells.At(one.FoundAt),
                Cells.At(one.DueAt), one.FirstRunId.ToString(),
            ];
        }
    }
}

/// <summary>Cells as every section of the pack writes them.</summary>
file static class Cells
{
    public static string Day(LocalDate day) => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    public static string At(Instant at) => InstantPattern.General.Format(at);

    public static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    public static string Amount(long minor, Currency currency) => new Money(minor, currency).ToDecimalString();

    public static string Name(Dictionary<PersonId, string> names, PersonId? id, string none) =>
        id is { } known ? names.GetValueOrDefault(known, "") : none;
}
