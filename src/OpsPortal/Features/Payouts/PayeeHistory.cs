using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>What payees got before: for the marks "new" and "unusual", and for the round of a payout's key.</summary>
internal sealed class PayeeHistory
{
    private readonly ILookup<PayeeId, Row> rows;

    private PayeeHistory(IEnumerable<Row> rows) => this.rows = rows.ToLookup(row => row.Payee);

    private sealed record Row(PayeeId Payee, Currency Currency, long Minor, PayoutItemState State,
        IReadOnlyList<InvoiceId> Invoices);

    public static async Task<PayeeHistory> ReadAsync(OpsDbContext db, IReadOnlyList<PayeeId> payees, CancellationToken ct)
    {
        var items = await db.Set<PayoutItem>().AsNoTracking().Include(i => i.Sources)
            .Where(i => payees.Contains(i.PayeeId)).ToListAsync(ct);
        return new PayeeHistory(
            items.Select(i => new Row(i.PayeeId, i.Currency, i.AmountMinor, i.State, [.. i.Sources.Select(s => s.InvoiceId)])));
    }

    public bool WasPaid(PayeeId payee) => rows[payee].Any(r => r.State == PayoutItemState.Paid);

    public IReadOnlyList<long> PaidTo(PayeeId payee, Currency currency) =>
        [.. rows[payee].Where(r => r.Currency == currency && r.State == PayoutItemState.Paid).Select(r => r.Minor)];

    /// <summary>How many earlier payouts touched these payables.</summary>
    public int RoundsOf(PayeeId payee, IEnumerable<InvoiceId> invoices)
    {
        var set = invoices.ToHashSet();
        return rows[payee].Count(r => r.Invoices.Any(set.Contains));
    }
}
