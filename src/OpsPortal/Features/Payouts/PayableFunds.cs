using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>One position of a payee in the ledger; credit is positive, except for what the payee owes.</summary>
internal sealed record FundsLine(
    LegalEntityId Entity, Currency Currency, PayeeId Payee, InvoiceId? Invoice, ReceiptId? Receipt, Account Account, long Minor);

/// <summary>Reads payees' positions from journal lines: the only source of amounts for the release gate.</summary>
internal static class PayableFunds
{
    private static readonly Account[] Accounts =
    [
        Account.PayeeObligations, Account.HeldPending, Account.HeldSettled, Account.RiskReserves, Account.BlockedByCompliance,
        Account.SettlementPayables, Account.RecoverableFromPayees,
    ];

    public static async Task<List<FundsLine>> ReadAsync(OpsDbContext db, PayableScope scope, CancellationToken ct)
    {
        var (entities, payees, currency) = (scope.Entities, scope.Payees, scope.Currency);
        var lines = db.Set<JournalLine>().AsNoTracking()
            .Where(line => line.PayeeId != null && entities.Contains(line.LegalEntityId) && Accounts.Contains(line.Account));
        if (currency is { } one)
            lines = lines.Where(line => line.Currency == one);
        if (payees is not null)
            lines = lines.Where(line => payees.Contains(line.PayeeId!.Value));
        var sums = await lines
            .GroupBy(line => new { line.LegalEntityId, line.Currency, line.PayeeId, line.InvoiceId, line.ReceiptId,
                line.Account })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(sum => sum.Minor != 0)
            .ToListAsync(ct);
        return
        [
            .. sums.Select(sum => new FundsLine(
                sum.Key.LegalEntityId, sum.Key.Currency, sum.Key.PayeeId!.Value, sum.Key.InvoiceId, sum.Key.ReceiptId,
                    sum.Key.Account,
                sum.Key.Account == Account.RecoverableFromPayees ? sum.Minor : -sum.Minor)),
        ];
    }

    public static FundsFact Sum(IEnumerable<FundsLine> lines)
    {
        var by = lines.GroupBy(line => line.Account).ToDictionary(group => group.Key, group => group.Sum(line => line.Minor));
        return new FundsFact
        {
            SettledMinor = by.GetValueOrDefault(Account.HeldSettled),
            PendingMinor = by.GetValueOrDefault(Account.HeldPending),
            UncollectedMinor = by.GetValueOrDefault(Account.PayeeObligations),
            ReservedMinor = by.GetValueOrDefault(Account.RiskReserves),
            BlockedMinor = by.GetValueOrDefault(Account.BlockedByCompliance),
            InFlightMinor = by.GetValueOrDefault(Account.SettlementPayables),
        };
    }
}
