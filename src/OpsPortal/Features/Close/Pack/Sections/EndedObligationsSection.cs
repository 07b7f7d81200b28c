using System.Runtime.CompilerServices;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>How obligations ended in the month: discharged, cancelled or expired.</summary>
[Part]
internal sealed class EndedObligationsSection : IPackSection
{
    public int Order => 202;

    public string Code => "ended-obligations";

    public string Title => "How obligations ended";

    public string Purpose =>
        "What we no longer owe, and why: discharged (paid, sent back, applied or set off), cancelled (given up by credit, loss "
        + "or agreement) or expired (nobody can claim it any longer), by account and event. An end that was undone later "
        + "stands in the roll-forward as a reversal; the entries are those of the event in the ledger export.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Ended as", PackCell.Text), new("Account", PackCell.Count), new("Account name", PackCell.Text),
        new("Event", PackCell.Text), new("Currency", PackCell.Currency), new("Ended", PackCell.Money),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in RollForward.Ended((await scope.MovesAsync(ct)).Select(move => move.ToMovement())))
        {
            var chart = ChartOfAccounts.Of(row.Account);
            yield return
            [
                Words.Of(row.End), PackText.Of(chart.Code), chart.Name, PostingRules.Of(row.Family).Name, row.Currency.Code,
                PackText.Of(row.Minor, row.Currency),
            ];
        }
    }
}
