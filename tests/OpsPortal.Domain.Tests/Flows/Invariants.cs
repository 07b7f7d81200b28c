using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>What must hold after every step, numbered as in the ledger's own list; each names what is wrong.</summary>
internal static class Invariants
{
    public static IEnumerable<string> Broken(Business business) =>
        [.. Balanced(business), .. Documents(business), .. PayeeEquation(business), .. NothingNegative(business),
            .. Funded(business)];

    private static IEnumerable<string> Balanced(Business business)
    {
        foreach (var entry in business.Books.Entries.Where(entry => entry.Lines.Sum(line => line.AmountMinor) != 0))
            yield return $"1: {entry.Family} does not balance";
        foreach (var books in business.Books.Balances.GroupBy(row => (row.Key.Entity, row.Key.Currency)))
        {
            if (books.Sum(row => row.Value) != 0)
                yield return $"1: the trial balance in {books.Key.Currency} is {books.Sum(row => row.Value)}";
        }
    }

    private static IEnumerable<string> Documents(Business business)
    {
        foreach (var invoice in business.Invoices)
        {
            var owed = business.Books.Of(Account.Receivable, row => row.Invoice == invoice.Id);
            if (owed != invoice.OpenMinor || owed < 0)
                yield return $"2: {invoice.Kind} in state {invoice.State} is open with {invoice.OpenMinor}, 1200 says {owed}";
            var credit = -business.Books.Of(Account.CustomerCredits, row => row.Invoice == invoice.Id);
            var given = business.Notes.Where(note => note.InvoiceId == invoice.Id).Sum(note => note.CollectedMinor)
                - business.Refunds.Where(r => r.InvoiceId == invoice.Id && r.State == RefundState.Succeeded)
                    .Sum(r => r.AmountMinor);
            if (credit != given)
                yield return $"2: credits of {given}, 2610 says {credit}";
        }

        foreach (var receipt in business.Receipts)
        {
            var open = -business.Books.Of(Account.UnappliedCash, row => row.Receipt == receipt.Id);
            if (open != receipt.UnappliedMinor || open < 0)
                yield return $"2: a receipt is open with {receipt.UnappliedMinor}, 2600 says {open}";
        }
    }

    private static IEnumerable<string> PayeeEquation(Business business)
    {
        var positions = business.Books.Balances.Where(row => ChartOfAccounts.PayeePositions.Contains(row.Key.Account))
            .GroupBy(row => (row.Key.Entity, row.Key.Currency, row.Key.Payee!.Value))
            .ToDictionary(group => group.Key, group => -group.Sum(row => row.Value));
        foreach (var key in positions.Keys.Union(business.Owned.Keys))
        {
            if (positions.GetValueOrDefault(key) != business.Owned.GetValueOrDefault(key))
                yield return $"3: a payee owns {business.Owned.GetValueOrDefault(key)}, the ledger says {
                    positions.GetValueOrDefault(key)}";
        }
    }

    private static IEnumerable<string> NothingNegative(Business business) => business.Books.Balances
        .Where(row => row.Key.Account is >= Account.CustomerDeposits and <= Account.CustomerCredits && row.Value > 0)
        .Select(row => $"4: a sub-account of {(int)row.Key.Account} {row.Key.Account} is negative by {row.Value}");

    /// <summary>A payee is funded by what is collected and by nothing else, whatever came before; so cents never drift.</summary>
    private static IEnumerable<string> Funded(Business business)
    {
        foreach (var deal in business.Deals)
        foreach (var invoice in deal.Stages)
        {
            var target = Target(invoice, Collection.Of(invoice, deal.Invoices));
            var net = Target(invoice, invoice.GrossMinor - invoice.CreditedMinor);
            for (var i = 0; i < invoice.Shares.Count; i++)
            {
                var payee = invoice.Shares[i].PayeeId;
                var owed = -business.Books.Of(Account.PayeeObligations, row => row.Invoice == invoice.Id && row.Payee == payee);
                if (net[i] - owed != target[i])
                    yield return $"3: a payee of {invoice.GrossMinor} is funded with {net[i] - owed} instead of {target[i]}";
            }
        }
    }

    private static long[] Target(Invoice invoice, long collected) => Allocation.Cumulative(
        invoice.GrossMinor, collected, invoice.Shares.Select(share => share.AmountMinor), invoice.FeeMinor, invoice.TaxMinor);
}
