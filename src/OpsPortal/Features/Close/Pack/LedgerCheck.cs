using System.Globalization;

namespace OpsPortal.Features.Close.Pack;

/// <summary>Whether the ledger inside a pack balances: each entry by itself, and the trial balance against all lines.</summary>
internal sealed class LedgerCheck
{
    private const string LedgerPart = "csv/ledger-export.csv";
    private const string TrialPart = "csv/trial-balance.csv";
    private const int MostNamed = 5;

    private readonly Dictionary<(string Account, string Currency), (decimal Debit, decimal Credit)> lines = [];
    private readonly Dictionary<(string Account, string Currency), (decimal Debit, decimal Credit)> trial = [];
    private readonly Dictionary<string, decimal> closing = new(StringComparer.Ordinal);
    private readonly List<PackFault> faults = [];
    private (string Entry, string Currency) current;
    private decimal open;
    private int unbalanced;

    /// <summary>What looks at the rows of this part; null where it is no part of the ledger.</summary>
    public Action<IReadOnlyList<string>>? ReaderOf(PackPart part)
    {
        int At(string column) => part.Columns!.ToList().FindIndex(one => one.Name == column);
        int[] places = part.Name switch
        {
            LedgerPart => [At("Entry"), At("Account"), At("Currency"), At("Debit"), At("Credit")],
            TrialPart => [At("Account"), At("Currency"), At("Opening"), At("Debits"), At("Credits"), At("Closing")],
            _ => [],
        };
        if (places.Length == 0)
            return null;
        if (places.Contains(-1))
        {
            faults.Add(new PackFault(part.Name, "It lacks a column that a ledger has."));
            return null;
        }

        return part.Name == LedgerPart ? row => SeeLine(row, places) : row => SeeAccount(row, places);
    }

    /// <summary>What does not balance, once all parts were seen.</summary>
    public IReadOnlyList<PackFault> End()
    {
        EndEntry();
        if (unbalanced > MostNamed)
            faults.Add(new PackFault(LedgerPart, $"{unbalanced - MostNamed} further entries do not balance."));
        foreach (var (currency, sum) in closing.Where(sum => sum.Value != 0))
            faults.Add(new PackFault(TrialPart, $"The closing balances in {currency} add up to {Words(sum)}, not to zero."));
        foreach (var key in lines.Keys.Union(trial.Keys).Where(key =>
            lines.GetValueOrDefault(key) != trial.GetValueOrDefault(key))
            .OrderBy(key => key.Currency, StringComparer.Ordinal).ThenBy(key => key.Account, StringComparer.Ordinal))
        {
            var (have, said) = (lines.GetValueOrDefault(key), trial.GetValueOrDefault(key));
            faults.Add(new PackFault(TrialPart,
                $"Account {key.Account} in {key.Currency}: debits {Words(said.Debit)} and credits {Words(said.Credit)}, "
                + $"but the ledger export has {Words(have.Debit)} and {Words(have.Credit)}."));
        }

        return faults;
    }

    private void SeeLine(IReadOnlyList<string> row, int[] at)
    {
        var key = (row[at[0]], row[at[2]]);
        if (key != current)
            EndEntry();
        current = key;
        var (debit, credit) = (PackTotals.AmountOf(row[at[3]]), PackTotals.AmountOf(row[at[4]]));
        open += debit - credit;
        var account = (row[at[1]], row[at[2]]);
        var sums = lines.GetValueOrDefault(account);
        lines[account] = (sums.Debit + debit, sums.Credit + credit);
    }

    private void EndEntry()
    {
        if (open != 0 && ++unbalanced <= MostNamed)
            faults.Add(new PackFault(LedgerPart, $"Entry {current.Entry} does not balance: {current.Currency} {Words(open)}."));
        open = 0;
    }

    private void SeeAccount(IReadOnlyList<string> row, int[] at)
    {
        var (account, currency) = (row[at[0]], row[at[1]]);
        var (debit, credit) = (PackTotals.AmountOf(row[at[3]]), PackTotals.AmountOf(row[at[4]]));
        var end = PackTotals.AmountOf(row[at[5]]);
        if (PackTotals.AmountOf(row[at[2]]) + debit - credit != end)
            faults.Add(new PackFault(TrialPart,
                $"Account {account} in {currency}: opening, debits and credits do not give closing."));
        if (debit != 0 || credit != 0)
            trial[(account, currency)] = (debit, credit);
        closing[currency] = closing.GetValueOrDefault(currency) + end;
    }

    private static string Words(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
}
