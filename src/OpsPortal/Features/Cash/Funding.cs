using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash;

/// <summary>
/// What collected money gives to the payees of an invoice, by the cumulative amount and by what is really funded: the order in
/// which payments come and go never moves a cent.
/// </summary>
internal sealed class Funding
{
    private readonly Dictionary<(InvoiceId Invoice, PayeeId Payee), long> funded;

    private Funding(Dictionary<(InvoiceId, PayeeId), long> funded) => this.funded = funded;

    /// <summary>Reads what is funded so far, in one question for all invoices; invoices that have collected nothing need none.</summary>
    public static async Task<Funding> ReadAsync(OpsDbContext db, IReadOnlyCollection<Invoice> invoices, CancellationToken ct)
    {
        var touched = invoices.Where(invoice => invoice.AppliedMinor + invoice.ClearedMinor > 0).ToList();
        var funded = new Dictionary<(InvoiceId, PayeeId), long>();
        if (touched.Count == 0)
            return new Funding(funded);
        var ids = touched.Select(invoice => (InvoiceId?)invoice.Id).ToList();
        var open = await db.Set<JournalLine>().AsNoTracking()
            .Where(line => line.Account == Account.PayeeObligations && ids.Contains(line.InvoiceId) && line.PayeeId != null)
            .GroupBy(line => new { line.InvoiceId, line.PayeeId })
            .Select(group => new { group.Key.InvoiceId, group.Key.PayeeId, Minor = group.Sum(line => line.AmountMinor) })
            .ToListAsync(ct);
        foreach (var invoice in touched)
        foreach (var (payee, share) in Shares(invoice))
        {
            var owed = -open.Where(row => row.InvoiceId == invoice.Id && row.PayeeId == payee).Sum(row => row.Minor);
            funded[(invoice.Id, payee)] = share - owed;
        }

        return new Funding(funded);
    }

    /// <summary>The payees' parts of a collection, before the invoice has taken it. A down payment funds nobody: it is a deposit.</summary>
    public IReadOnlyList<PayeePart> Give(Invoice invoice, long minor)
    {
        if (invoice.Kind == PlanItemKind.DownPayment || invoice.PayeeMinor == 0)
            return [];
        var gross = invoice.GrossMinor - invoice.CreditedMinor;
        var shares = Shares(invoice);
        var known = shares.Select(s => new FundedShare(s.Payee, s.Minor, Funded(invoice.Id, s.Payee))).ToList();
        var (fee, tax) = FeeAndTax(invoice, gross, shares.Sum(share => share.Minor));
        var parts = Allocation.Next(gross, invoice.ClearedMinor + invoice.AppliedMinor + minor, known, fee, tax, minor).Payees;
        foreach (var part in parts)
            funded[(invoice.Id, part.PayeeId)] = Funded(invoice.Id, part.PayeeId) + part.Minor;
        return [.. parts.Where(part => part.Minor > 0)];
    }

    /// <summary>What each payee gives back when so much is taken from the invoice again, before the invoice has given it.</summary>
    public IReadOnlyList<(PayeeId Payee, long Minor)> TakeBack(Invoice invoice, long minor)
    {
        if (invoice.Kind == PlanItemKind.DownPayment || invoice.PayeeMinor == 0)
            return [];
        var gross = invoice.GrossMinor - invoice.CreditedMinor;
        var shares = Shares(invoice);
        var (fee, tax) = FeeAndTax(invoice, gross, shares.Sum(share => share.Minor));
        var left = invoice.ClearedMinor + invoice.AppliedMinor - minor;
        var target = Allocation.Cumulative(gross, left, shares.Select(share => share.Minor), fee, tax);
        var back = shares.Select((share, i) => (share.Payee, Minor: Math.Max(0, Funded(invoice.Id, share.Payee) - target[i]))).ToList();
        foreach (var (payee, taken) in back)
            funded[(invoice.Id, payee)] = Funded(invoice.Id, payee) - taken;
        return [.. back.Where(part => part.Minor > 0)];
    }

    private static List<(PayeeId Payee, long Minor)> Shares(Invoice invoice)
    {
        var shares = invoice.Shares.Select(share => (share.PayeeId, share.AmountMinor)).ToList();
        if (invoice.CreditedMinor == 0)
            return shares;
        var net = LargestRemainder.Split(
            invoice.GrossMinor - invoice.CreditedMinor, [.. shares.Select(share => share.AmountMinor), invoice.GrossMinor - shares.Sum(s => s.AmountMinor)]);
        return [.. shares.Select((share, i) => (share.PayeeId, net[i]))];
    }

    private static (long Fee, long Tax) FeeAndTax(Invoice invoice, long gross, long shares)
    {
        var tax = invoice.CreditedMinor == 0 && shares + invoice.FeeMinor + invoice.TaxMinor == gross ? invoice.TaxMinor : 0;
        return (gross - shares - tax, tax);
    }

    private long Funded(InvoiceId invoice, PayeeId payee) => funded.GetValueOrDefault((invoice, payee));
}
