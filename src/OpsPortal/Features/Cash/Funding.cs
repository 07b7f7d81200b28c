using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>
/// What collected money gives to payees and takes back from them. It depends on what is collected alone, so nothing is read of
/// the ledger; only where a down payment plays a part the other invoices of its contract are asked for.
/// </summary>
internal sealed class Funding
{
    private readonly ILookup<ContractId, Invoice> invoices;

    private Funding(ILookup<ContractId, Invoice> invoices) => this.invoices = invoices;

    /// <summary>One question for all invoices, and none where no down payment plays a part.</summary>
    public static async Task<Funding> ReadAsync(OpsDbContext db, IReadOnlyCollection<Invoice> given, CancellationToken ct)
    {
        var contracts = given.Where(invoice => BillingPlan.IsAdvance(invoice.Kind) || invoice.ClearedMinor > 0)
            .Select(invoice => invoice.ContractId).Distinct().ToList();
        var known = given.Select(invoice => invoice.Id).ToList();
        var others = contracts.Count == 0
            ? []
            : await db.Set<Invoice>().AsNoTracking()
                .Where(invoice => contracts.Contains(invoice.ContractId) && !known.Contains(invoice.Id))
                .ToListAsync(ct);
        return new Funding(given.Concat(others).ToLookup(invoice => invoice.ContractId));
    }

    /// <summary>The payees' parts of a collection, before the invoice has taken it.</summary>
    public IReadOnlyList<PayeePart> Give(Invoice invoice, long minor) =>
        Collection.Moved(invoice, [.. invoices[invoice.ContractId]], minor);

    /// <summary>What each payee gives back when so much is taken from the invoice again, before the invoice has given
    /// it.</summary>
    public IReadOnlyList<PayeePart> TakeBack(Invoice invoice, long minor) =>
        [.. Collection.Moved(invoice, [.. invoices[invoice.ContractId]], -minor)
            .Select(part => part with { Minor = -part.Minor })];

    /// <summary>What each payee loses when so much of the invoice is given up, before the invoice has given it up.</summary>
    public IReadOnlyList<PayeePart> Lapse(Invoice invoice, long minor) =>
        Collection.Lapsed(invoice, [.. invoices[invoice.ContractId]], minor);

    /// <summary>What stages have cleared of a down payment and nobody pays any more.</summary>
    public long Unpaid(Invoice advance) => Collection.Unpaid(advance, [.. invoices[advance.ContractId]]);

    /// <summary>What of the invoice will not come.</summary>
    public long Gone(Invoice invoice) => Collection.Gone(invoice, [.. invoices[invoice.ContractId]]);
}
