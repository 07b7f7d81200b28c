using System.Runtime.CompilerServices;
using OpsPortal.Components;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack.Sections;

/// <summary>What we owe to others, from the month's first day to its last, by what moved it.</summary>
[Part]
internal sealed class LiabilityRollForwardSection : IPackSection
{
    public int Order => 200;

    public string Code => "liability-roll-forward";

    public string Title => "Liability roll-forward";

    public string Purpose =>
        "What we owe to others by bucket and account, what we owe positive: the balance before the month, every "
        + "kind of movement with what triggered it, and the balance at its end. Opening and movements add up to "
        + "closing in each account; the entries behind a movement are those of that kind in the ledger export.";

    public IReadOnlyList<PackColumn> Columns { get; } =
    [
        new("Bucket", PackCell.Text), new("Account", PackCell.Count), new("Account name", PackCell.Text),
        new("Movement", PackCell.Text), new("Entries", PackCell.Count), new("Currency", PackCell.Currency),
        new("Opening", PackCell.Money), new("Movement amount", PackCell.Money), new("Closing", PackCell.Money),
    ];

    public async IAsyncEnumerable<IReadOnlyList<string>> RowsAsync(
        CloseScope scope, [EnumeratorCancellation] CancellationToken ct)
    {
        var opening = await PackBooks.BalancesAsync(scope, scope.FirstDay.PlusDays(-1), ct);
        var closing = await PackBooks.BalancesAsync(scope, scope.LastDay, ct);
        var moves = (await scope.MovesAsync(ct)).ToLookup(move => (move.Account, move.Currency));
        var keys = opening.Keys.Union(closing.Keys).Union(moves.Select(move => move.Key))
            .Where(key => RollForward.Accounts.Contains(key.Account));
        foreach (var (account, currency) in keys.OrderBy(key => key.Currency).ThenBy(key => key.Account))
        {
            yield return Row(account, currency, "Opening balance", "", -opening.GetValueOrDefault((account, currency)), 0, 0);
            foreach (var kind in moves[(account, currency)].GroupBy(move => move.Family).OrderBy(kind => kind.Key))
                yield return Row(account, currency, Words.Of(kind.Key), PackText.Of(kind.Sum(move => move.Lines)), 0,
                    -kind.Sum(move => move.Minor), 0);
            yield return Row(account, currency, "Closing balance", "", 0, 0, -closing.GetValueOrDefault((account, currency)));
        }
    }

    private static string[] Row(
        Account account, Currency currency, string words, string count, long opening, long moved, long closing)
    {
        var chart = ChartOfAccounts.Of(account);
        return
        [
            chart.Bucket == LiabilityBucket.None ? "Beside the buckets" : Words.Of(chart.Bucket), PackText.Of(chart.Code),
                chart.Name,
            words, count, currency.Code, PackText.Of(opening, currency), PackText.Of(moved, currency),
            PackText.Of(closing, currency),
        ];
    }
}
