using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Invoicing;
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

    public static async Task<List<FundsLine>> ReadAsync(OpsDbContext db, PayableScope scope, CancellationToken ct) =>
        (await Positions(db, scope).ToListAsync(ct)).ConvertAll(LineOf);

    /// <summary>The positions and the invoices that they stand for, in one question.</summary>
    public static async Task<(List<FundsLine> Lines, Dictionary<InvoiceId, PayableInvoice> Invoices)> WithInvoicesAsync(
        OpsDbContext db, PayableScope scope, CancellationToken ct)
    {
        var rows = Positions(db, scope)
            .LeftJoin(db.Set<Invoice>(), position => position.Invoice, invoice => (InvoiceId?)invoice.Id, (position, invoice) =>
                new
                {
                    Position = position, invoice!.Number, State = (InvoiceState?)invoice.State,
                    Contract = (ContractId?)invoice.ContractId, invoice.MilestoneId, Buyer = (BuyerId?)invoice.BuyerId,
                });
        var (lines, invoices) = (new List<FundsLine>(), new Dictionary<InvoiceId, PayableInvoice>());
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            lines.Add(LineOf(row.Position));
            if (row is { Position.Invoice: { } id, State: { } state } && !invoices.ContainsKey(id))
                invoices[id] = new PayableInvoice(id, row.Number, state, row.Contract!.Value, row.MilestoneId, row.Buyer!.Value);
        }

        return (lines, invoices);
    }

    private static IQueryable<Position> Positions(OpsDbContext db, PayableScope scope)
    {
        var (entities, payees, currency) = (scope.Entities, scope.Payees, scope.Currency);
        var lines = db.Set<JournalLine>().AsNoTracking()
            .Where(line => line.PayeeId != null && entities.Contains(line.LegalEntityId) && Accounts.Contains(line.Account));
        if (currency is { } one)
            lines = lines.Where(line => line.Currency == one);
        if (payees is not null)
            lines = lines.Where(line => payees.Contains(line.PayeeId!.Value));
        return lines
            .GroupBy(line => new { line.LegalEntityId, line.Currency, line.PayeeId, line.InvoiceId, line.ReceiptId,
                line.Account })
            .Select(group => new Position
            {
                Entity = group.Key.LegalEntityId, Currency = group.Key.Currency, Payee = group.Key.PayeeId!.Value,
                Invoice = group.Key.InvoiceId, Receipt = group.Key.ReceiptId, Account = group.Key.Account,
                Minor = group.Sum(line => line.AmountMinor),
            })
            .Where(position => position.Minor != 0);
    }

    private static FundsLine LineOf(Position position) => new(
        position.Entity, position.Currency, position.Payee, position.Invoice, position.Receipt, position.Account,
        position.Account == Account.RecoverableFromPayees ? position.Minor : -position.Minor);

    public static FundsFact Sum(IReadOnlyList<FundsLine> lines)
    {
        var (settled, pending, uncollected, reserved, blocked, inFlight) = (0L, 0L, 0L, 0L, 0L, 0L);
        foreach (var line in lines)
            switch (line.Account)
            {
                case Account.HeldSettled: settled += line.Minor; break;
                case Account.HeldPending: pending += line.Minor; break;
                case Account.PayeeObligations: uncollected += line.Minor; break;
                case Account.RiskReserves: reserved += line.Minor; break;
                case Account.BlockedByCompliance: blocked += line.Minor; break;
                case Account.SettlementPayables: inFlight += line.Minor; break;
            }

        return new FundsFact
        {
            SettledMinor = settled, PendingMinor = pending, UncollectedMinor = uncollected, ReservedMinor = reserved,
            BlockedMinor = blocked, InFlightMinor = inFlight,
        };
    }

    /// <summary>The sum of a position's lines, debit positive.</summary>
    private sealed class Position
    {
        public LegalEntityId Entity { get; init; }

        public Currency Currency { get; init; }

        public PayeeId Payee { get; init; }

        public InvoiceId? Invoice { get; init; }

        public ReceiptId? Receipt { get; init; }

        public Account Account { get; init; }

        public long Minor { get; init; }
    }
}
