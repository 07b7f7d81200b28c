using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Close;

namespace OpsPortal.Features.Ledger.TieOuts;

/// <summary>1200 equals what is open of the issued invoices.</summary>
[Part]
internal sealed class ReceivablesTieOut : ITieOut
{
    public int Order => 20;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var ledger = await OpenItemTie.LedgerAsync(scope, Account.Receivable, KeyedBy.Invoice, ct);
        var open = await scope.Db.Set<Invoice>()
            .Where(i => i.LegalEntityId == scope.LegalEntityId && i.State != InvoiceState.Draft && i.OpenMinor != 0)
            .Select(i => new { i.Id, i.Currency, i.OpenMinor }).ToListAsync(ct);
        return new TieOut(
            "receivables", "Receivables equal open invoices", OpenItemTie.Basis(scope, "open invoices"), "Ledger 1200",
            "Open invoices",
            OpenItemTie.Lines(scope, Account.Receivable, ledger,
                open.Select(i => new OpenItem(i.Id.Value, i.Currency, i.OpenMinor)), "invoice", id => $"/invoices/{id}"));
    }
}

/// <summary>2600 equals what is not applied of the receipts.</summary>
[Part]
internal sealed class UnappliedCashTieOut : ITieOut
{
    public int Order => 30;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var ledger = await OpenItemTie.LedgerAsync(scope, Account.UnappliedCash, KeyedBy.Receipt, ct);
        var open = await scope.Db.Set<Receipt>().Where(r => r.LegalEntityId == scope.LegalEntityId && r.UnappliedMinor != 0)
            .Select(r => new { r.Id, r.Currency, r.UnappliedMinor }).ToListAsync(ct);
        return new TieOut(
            "unapplied-cash", "Unapplied cash equals open receipts", OpenItemTie.Basis(scope, "open receipts"), "Ledger 2600",
            "Open receipts",
            OpenItemTie.Lines(scope, Account.UnappliedCash, ledger,
                open.Select(r => new OpenItem(r.Id.Value, r.Currency, r.UnappliedMinor)), "receipt",
                id => $"/cash/{id}"));
    }
}

/// <summary>2610 equals what credit notes owe buyers and refunds have not paid back.</summary>
[Part]
internal sealed class CustomerCreditsTieOut : ITieOut
{
    public int Order => 40;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var entity = scope.LegalEntityId;
        var ledger = await OpenItemTie.LedgerAsync(scope, Account.CustomerCredits, KeyedBy.Invoice, ct);
        var notes = await (
            from note in scope.Db.Set<CreditNote>()
            join invoice in scope.Db.Set<Invoice>() on note.InvoiceId equals invoice.Id
            where invoice.LegalEntityId == entity && note.CollectedMinor != 0
            select new { invoice.Id, invoice.Currency, Minor = note.CollectedMinor }).ToListAsync(ct);
        var refunds = await (
            from refund in scope.Db.Set<Refund>()
            join invoice in scope.Db.Set<Invoice>() on refund.InvoiceId equals invoice.Id
            where invoice.LegalEntityId == entity && refund.State == RefundState.Succeeded
            select new { invoice.Id, invoice.Currency, Minor = -refund.AmountMinor }).ToListAsync(ct);
        return new TieOut(
            "customer-credits", "Customer credits equal credit notes less refunds",
            OpenItemTie.Basis(scope, "credit notes and refunds"), "Ledger 2610", "Open credits",
            OpenItemTie.Lines(scope, Account.CustomerCredits, ledger,
                notes.Concat(refunds).Select(row => new OpenItem(row.Id.Value, row.Currency, row.Minor)), "invoice",
                id => $"/invoices/{id}"));
    }
}

/// <summary>2300 equals the payouts in flight.</summary>
[Part]
internal sealed class SettlementPayablesTieOut : ITieOut
{
    public static readonly PayoutItemState[] InFlight =
        [PayoutItemState.Released, PayoutItemState.Unknown, PayoutItemState.Processing, PayoutItemState.Posted];

    public int Order => 50;

    public async Task<TieOut> CheckAsync(CloseScope scope, CancellationToken ct)
    {
        var ledger = await OpenItemTie.LedgerAsync(scope, Account.SettlementPayables, KeyedBy.Payee, ct);
        var open = await scope.Db.Set<PayoutItem>()
            .Where(item => item.LegalEntityId == scope.LegalEntityId && InFlight.Contains(item.State))
            .Select(item => new { item.PayeeId, item.Currency, item.AmountMinor }).ToListAsync(ct);
        return new TieOut(
            "settlement-payables", "Settlement payables equal payouts in flight", OpenItemTie.Basis(scope, "payouts in flight"),
            "Ledger 2300", "Payouts in flight",
            OpenItemTie.Lines(scope, Account.SettlementPayables, ledger,
                open.Select(item => new OpenItem(item.PayeeId.Value, item.Currency, item.AmountMinor)), "payee",
                id => $"/payees/{id}"));
    }
}
