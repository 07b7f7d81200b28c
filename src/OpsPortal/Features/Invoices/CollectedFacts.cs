using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Invoices;

/// <summary>What is settled, contested, payable and paid out of a set of invoices, read at once: the two facts that only cash,
/// ledger and payouts can tell.</summary>
internal sealed class CollectedFacts
{
    private readonly Dictionary<InvoiceId, long> settled;
    private readonly Dictionary<InvoiceId, long> payable;
    private readonly ILookup<InvoiceId, DisputeState> disputes;
    private readonly ILookup<InvoiceId, PayoutItemState> payouts;

    private CollectedFacts(Dictionary<InvoiceId, long> settled, Dictionary<InvoiceId, long> payable,
        ILookup<InvoiceId, DisputeState> disputes, ILookup<InvoiceId, PayoutItemState> payouts) =>
        (this.settled, this.payable, this.disputes, this.payouts) = (settled, payable, disputes, payouts);

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
        var disputes = await (
            from application in db.Set<Application>()
            join dispute in db.Set<DisputeCase>() on application.ReceiptId equals dispute.ReceiptId
            where invoices.Contains(application.InvoiceId) && application.ReversedAt == null && dispute.Kind == DisputeKind.Formal
            select new { application.InvoiceId, dispute.State }).ToListAsync(ct);
        var payouts = await (
            from source in db.Set<PayoutSource>()
            join item in db.Set<PayoutItem>() on source.ItemId equals item.Id
            where invoices.Contains(source.InvoiceId)
            select new { source.InvoiceId, item.State }).ToListAsync(ct);
        return new CollectedFacts(settled, payable, disputes.ToLookup(row => row.InvoiceId, row => row.State),
            payouts.ToLookup(row => row.InvoiceId, row => row.State));
    }

    public FourFacts Of(MilestoneState? milestone, Invoice? invoice) => FourFacts.Of(invoice is null
        ? new FactBasis(milestone, null, null, 0, 0, 0, 0, true)
        : new FactBasis(
            milestone, invoice.State, invoice.Number, invoice.DueMinor - invoice.CreditedMinor, invoice.AppliedMinor,
            settled.GetValueOrDefault(invoice.Id), payable.GetValueOrDefault(invoice.Id), invoice.PayeeMinor > 0)
        {
            Contest = disputes[invoice.Id].Any(state => state is DisputeState.Open or DisputeState.Answered) ? Contest.Open
                : disputes[invoice.Id].Contains(DisputeState.Lost) ? Contest.Lost : Contest.None,
            Leaving = payouts[invoice.Id].Any(PayoutItemLifecycle.IsUnderWay) ? Leaving.OnItsWay
                : payouts[invoice.Id].Contains(PayoutItemState.Paid) ? Leaving.PaidOut : Leaving.None,
        });
}
