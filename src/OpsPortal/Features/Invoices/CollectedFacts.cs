using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Invoices;

/// <summary>What is settled and payable of a set of invoices, read at once: the two facts that only cash and ledger can
/// tell.</summary>
internal sealed class CollectedFacts
{
    private readonly Dictionary<InvoiceId, long> settled;
    private readonly Dictionary<InvoiceId, long> payable;

    private CollectedFacts(Dictionary<InvoiceId, long> settled, Dictionary<InvoiceId, long> payable) =>
        (this.settled, this.payable) = (settled, payable);

    public static async Task<CollectedFacts> ReadAsync(
        OpsDbContext db, IReadOnlyCollection<InvoiceId> invoices, CancellationToken ct)
    {
        var settled = await (
            from application in db.Set<Application>()
            join receipt in db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where invoices.Contains(application.InvoiceId) && application.ReversedAt == null && receipt.AvailableAt != null
            group application.AmountMinor by application.InvoiceId into sums
            select new { sums.Key, Minor = sums.Sum() }).ToDictionaryAsync(row => row.Key, row => row.Minor, ct);
        var ids = invoices.Select(id => (InvoiceId?)id).ToList();
        var payable = await db.Set<JournalLine>()
            .Where(line => line.Account == Account.HeldSettled && ids.Contains(line.InvoiceId))
            .GroupBy(line => line.InvoiceId).Select(sums => new { sums.Key, Minor = -sums.Sum(line => line.AmountMinor) })
            .ToDictionaryAsync(row => row.Key!.Value, row => row.Minor, ct);
        return new CollectedFacts(settled, payable);
    }

    public FourFacts Of(MilestoneState? milestone, Invoice? invoice) => FourFacts.Of(invoice is null
        ? new FactBasis(milestone, null, null, 0, 0, 0, 0, true)
        : new FactBasis(
            milestone, invoice.State, invoice.Number, invoice.DueMinor - invoice.CreditedMinor, invoice.AppliedMinor,
            settled.GetValueOrDefault(invoice.Id), payable.GetValueOrDefault(invoice.Id), invoice.PayeeMinor > 0));
}
