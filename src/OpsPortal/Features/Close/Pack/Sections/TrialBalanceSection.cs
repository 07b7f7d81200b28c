using System.Runtime.CompilerServices;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>Every account at the beginning and the end of the month, and what moved it.</summary>
[Part]
internal sealed class TrialBalanceSection : IPackSection
{
    public int Order => 100;

    public string Code => "trial-balance";

    public string Title => "Trial balance";

    public string Purpose =>
        "Every account with its balance before the month, the debits and credits booked in it, and the balance at "
        + "its end, debit positive. Each money column but debits and credits adds up to zero for each currency; the "
        + "month's debits and credits are those of the ledger export.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Account", PackCell.Count), new("Name", PackCell.Text), new("Kind", PackCell.Text),
        new("Currency", PackCell.Currency),
        new("Opening", PackCell.Money), new("Debits", PackCell.Money), new("Credits", PackCell.Money),
        new("Closing", PackCell.Money),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var opening = await PackBooks.BalancesAsync(scope, scope.FirstDay.PlusDays(-1), ct);
        var closing = await PackBooks.BalancesAsync(scope, scope.LastDay, ct);
        var moved = (await scope.MovesAsync(ct)).ToLookup(move => (move.Account, move.Currency));
        foreach (var key in opening.Keys.Union(closing.Keys).Union(moved.Select(moves => moves.Key)).OrderBy(key => key.Currency)
            .ThenBy(key => key.Account))
        {
            var chart = ChartOfAccounts.Of(key.Account);
            yield return
            [
                PackText.Of(chart.Code), chart.Name, Words.Of(chart.Kind), key.Currency.Code,
                PackText.Of(opening.GetValueOrDefault(key), key.Currency),
                PackText.Of(moved[key].Sum(move => move.DebitMinor), key.Currency),
                PackText.Of(moved[key].Sum(move => move.CreditMinor), key.Currency),
                PackText.Of(closing.GetValueOrDefault(key), key.Currency),
            ];
        }
    }
}
