using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Ledger.RollForward;

namespace OpsPortal.Features.Ledger.TieOuts;

/// <summary>An open item as its own room knows it now: what it is about, and what is open of it.</summary>
internal readonly record struct OpenItem(Guid Key, Currency Currency, long Minor);

/// <summary>What the ledger says of one sub-account, debit positive: up to the last day, and after it.</summary>
internal readonly record struct SubAccount(Guid Key, Currency Currency, long AsOfMinor, long LaterMinor);

/// <summary>
/// Compares a control account with the open items behind it as of a past day. The rooms keep only what is open now, so what
/// entries booked after that day moved is taken off again: the two sides then speak of the same day.
/// </summary>
internal static class OpenItemTie
{
    private const int MostItems = 20;

    public static string Basis(CloseScope scope, string items) =>
        $"Entries booked up to {RollForwardQuery.WhenIso(scope.LastDay)}; {items} as they stand now, less what entries booked "
            + "later moved.";

    public static string AccountHref(CloseScope scope, Account account, Currency currency) =>
        $"/ledger/accounts/{(int)account}?entity={scope.LegalEntityId}&currency={currency}"
            + $"&asOf={RollForwardQuery.WhenIso(scope.LastDay)}";

    /// <summary>The account's lines summed by invoice, receipt or payee.</summary>
    public static async Task<List<SubAccount>> LedgerAsync(CloseScope scope, Account account, KeyedBy by, CancellationToken ct)
    {
        var (entity, last) = (scope.LegalEntityId, scope.LastDay);
        var sums = await scope.Db.Set<JournalLine>().Where(line => line.LegalEntityId == entity && line.Account == account)
            .GroupBy(line => new { line.Currency, line.InvoiceId, line.ReceiptId, line.PayeeId })
            .Select(group => new
            {
                group.Key,
                AsOf = group.Sum(line => line.BookedOn <= last ? line.AmountMinor : 0),
                Later = group.Sum(line => line.BookedOn > last ? line.AmountMinor : 0),
            }).ToListAsync(ct);
        return
        [
            .. sums.GroupBy(sum => (sum.Key.Currency, Key: by switch
                {
                    KeyedBy.Invoice => sum.Key.InvoiceId?.Value,
                    KeyedBy.Receipt => sum.Key.ReceiptId?.Value,
                    _ => sum.Key.PayeeId?.Value,
                }))
                .Select(group => new SubAccount(group.Key.Key ?? Guid.Empty, group.Key.Currency,
                    group.Sum(sum => sum.AsOf), group.Sum(sum => sum.Later))),
        ];
    }

    /// <summary>One line for each currency, and one for each item that does not tie.</summary>
    /// <param name="thing">What an item is called, for example <c>invoice</c>.</param>
    /// <param name="link">Where an item is seen.</param>
    public static IReadOnlyList<TieOutLine> Lines(
        CloseScope scope, Account account, IReadOnlyList<SubAccount> ledger, IEnumerable<OpenItem> open, string thing,
        Func<Guid, string> link)
    {
        var chart = ChartOfAccounts.Of(account);
        var sign = chart.GrowsByDebit ? 1 : -1;
        var left = ledger.ToDictionary(sub => (sub.Key, sub.Currency), sub => sign * sub.AsOfMinor);
        var right = open.GroupBy(item => (item.Key, item.Currency))
            .ToDictionary(group => group.Key, group => group.Sum(item => item.Minor));
        foreach (var sub in ledger.Where(sub => sub.LaterMinor != 0))
            right[(sub.Key, sub.Currency)] = right.GetValueOrDefault((sub.Key, sub.Currency)) - (sign * sub.LaterMinor);
        var keys = left.Keys.Union(right.Keys).ToList();
        var sums = keys.GroupBy(key => key.Currency).OrderBy(group => group.Key).Select(group => new TieOutLine(
            $"{chart.Code} {chart.Name}", group.Key, group.Sum(key => left.GetValueOrDefault(key)),
            group.Sum(key => right.GetValueOrDefault(key)), AccountHref(scope, account, group.Key)));
        var off = keys.Where(key => left.GetValueOrDefault(key) != right.GetValueOrDefault(key)).OrderBy(key => key.Key)
            .ThenBy(key => key.Currency).Take(MostItems)
            .Select(key => new TieOutLine($"{chart.Code}, {thing} {Words(key.Key)}", key.Currency, left.GetValueOrDefault(key),
                right.GetValueOrDefault(key), key.Key == Guid.Empty ? AccountHref(scope, account, key.Currency) : link(key.Key)));
        return [.. sums.Where(line => line.Left != 0 || line.Right != 0), .. off];
    }

    private static string Words(Guid key) => key == Guid.Empty ? "not named" : key.ToString();
}

/// <summary>By which dimension the items of a control account are told apart.</summary>
internal enum KeyedBy
{
    Invoice,
    Receipt,
    Payee,
}
