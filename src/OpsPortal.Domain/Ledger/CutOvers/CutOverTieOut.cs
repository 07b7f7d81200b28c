using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger.CutOvers;

/// <summary>One item of a control account with the row that it stands in; debit positive.</summary>
public sealed record TieItem(CutOverFileKind File, int Row, string Words, long Minor);

/// <summary>A control account in one currency: the trial balance against the sum of its open items; debit positive.</summary>
public sealed record TieLine(Account Account, Currency Currency, long BalanceMinor, IReadOnlyList<TieItem> Items)
{
    public long ItemsMinor => Items.Aggregate(0L, (sum, item) => checked(sum + item.Minor));

    public long DifferenceMinor => checked(BalanceMinor - ItemsMinor);
}

/// <summary>The trial balance of one currency, which must be zero.</summary>
public sealed record TieTotal(Currency Currency, long DebitMinor, long CreditMinor)
{
    public long DifferenceMinor => DebitMinor - CreditMinor;
}

/// <summary>
/// The tie-out of a cut-over: each currency's trial balance is zero, and each control account equals the sum of its open items.
/// Nothing is approved while one differs.
/// </summary>
public sealed record CutOverTieOut(IReadOnlyList<TieTotal> Totals, IReadOnlyList<TieLine> Lines)
{
    public bool Ties => Totals.All(total => total.DifferenceMinor == 0) && Lines.All(line => line.DifferenceMinor == 0);

    /// <summary>What differs, in words; empty where all ties.</summary>
    public string Differences => string.Join("; ",
    [
        .. Totals.Where(total => total.DifferenceMinor != 0)
            .Select(total => $"the trial balance is off by {new Money(total.DifferenceMinor, total.Currency)}"),
        .. Lines.Where(line => line.DifferenceMinor != 0)
            .Select(line => $"{(int)line.Account} differs by {new Money(line.DifferenceMinor, line.Currency)}"),
    ]);

    public static CutOverTieOut Of(CutOverBook book)
    {
        var items = Items(book).ToLookup(row => (row.Account, row.Currency), row => row.Item);
        var controls = book.Balances.Where(row => OpeningRules.Of(row.Account).Treatment == OpeningTreatment.ByItems)
            .ToLookup(row => (row.Account, row.Currency), row => row.Minor);
        return new CutOverTieOut(
            [
                .. book.Balances.GroupBy(row => row.Currency).OrderBy(group => group.Key).Select(group => new TieTotal(
                    group.Key, Sum(group.Where(row => row.Minor > 0)), -Sum(group.Where(row => row.Minor < 0)))),
            ],
            [
                .. controls.Select(group => group.Key).Union(items.Select(group => group.Key))
                    .OrderBy(key => key.Currency).ThenBy(key => key.Account)
                    .Select(key => new TieLine(key.Account, key.Currency, controls[key].Sum(), [.. items[key]])),
            ]);
    }

    private static long Sum(IEnumerable<OpeningBalance> rows) => rows.Aggregate(0L, (sum, row) => checked(sum + row.Minor));

    private static IEnumerable<(Account Account, Currency Currency, TieItem Item)> Items(CutOverBook book) =>
    [
        .. book.Receivables.Select(one => (Account.Receivable, one.Currency,
            new TieItem(CutOverFileKind.Receivables, one.Row, one.Number, one.OpenMinor))),
        .. book.Receipts.Select(one => (one.From, one.Currency,
            new TieItem(CutOverFileKind.UnappliedCash, one.Row, one.Reference, -one.Minor))),
        .. book.PayeeItems.Select(one => (one.Account, one.Currency,
            new TieItem(CutOverFileKind.PayeeMoney, one.Row, one.Document, Signed(one.Account, one.Minor)))),
        .. book.Payables.Select(one => (one.Account, one.Currency,
            new TieItem(CutOverFileKind.Payables, one.Row, $"{one.Supplier} {one.Reference}", Signed(one.Account, one.Minor)))),
    ];

    private static long Signed(Account account, long minor) => ChartOfAccounts.Of(account).GrowsByDebit ? minor : -minor;
}
