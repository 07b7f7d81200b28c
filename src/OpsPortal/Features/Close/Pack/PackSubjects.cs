using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Close.Pack;

/// <summary>
/// The contracts, invoices and payments that a reader meets in the pack: those that an entry of the month names, and those with
/// money that still stands at its end. Their registers let every id of the ledger export be read without the portal.
/// </summary>
internal static class PackSubjects
{
    private static readonly List<Account> Standing =
    [
        Account.Receivable,
        .. ChartOfAccounts.Rows.Where(row => row.Kind == AccountKind.Liability).Select(row => row.Account),
    ];

    public static async Task<IQueryable<Invoice>> InvoicesAsync(CloseScope scope, CancellationToken ct)
    {
        var lines = (await PackBooks.LinesAsync(scope, ct)).Where(line => line.InvoiceId != null);
        var ids = Entries(scope).Where(entry => entry.InvoiceId != null).Select(entry => entry.InvoiceId)
            .Union(lines.Where(line => line.BookedOn >= scope.FirstDay).Select(line => line.InvoiceId))
            .Union(lines.Where(line => Standing.Contains(line.Account))
                .GroupBy(line => new { line.InvoiceId, line.Account })
                .Where(group => group.Sum(line => line.AmountMinor) != 0).Select(group => group.Key.InvoiceId));
        return scope.Db.Set<Invoice>().Where(invoice => ids.Contains((InvoiceId?)invoice.Id));
    }

    public static async Task<IQueryable<Contract>> ContractsAsync(CloseScope scope, CancellationToken ct)
    {
        var ids = Entries(scope).Where(entry => entry.ContractId != null).Select(entry => entry.ContractId)
            .Union((await InvoicesAsync(scope, ct)).Select(invoice => (ContractId?)invoice.ContractId));
        return scope.Db.Set<Contract>().Where(contract => ids.Contains((ContractId?)contract.Id));
    }

    public static async Task<IQueryable<Receipt>> ReceiptsAsync(CloseScope scope, CancellationToken ct)
    {
        var lines = (await PackBooks.LinesAsync(scope, ct)).Where(line => line.ReceiptId != null);
        var ids = Entries(scope).Where(entry => entry.ReceiptId != null).Select(entry => entry.ReceiptId)
            .Union(lines.Where(line => line.BookedOn >= scope.FirstDay).Select(line => line.ReceiptId))
            .Union(lines.Where(line => Standing.Contains(line.Account))
                .GroupBy(line => new { line.ReceiptId, line.Account })
                .Where(group => group.Sum(line => line.AmountMinor) != 0).Select(group => group.Key.ReceiptId));
        return scope.Db.Set<Receipt>().Where(receipt => ids.Contains((ReceiptId?)receipt.Id));
    }

    private static IQueryable<JournalEntry> Entries(CloseScope scope) =>
        PackBooks.Entries(scope).Where(entry => entry.BookedOn >= scope.FirstDay);
}
