using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Payouts;

/// <summary>What is true of a batch now: the gate's answer for every payable inside, the four controls, and what the approval
/// policy looks at.</summary>
internal sealed record BatchCheck(
    PolicyMatrix? Matrix, ApprovalPolicy Policy, ApprovalContext Context, IReadOnlyList<ItemCheck> Items,
        IReadOnlyList<BatchControl> Controls)
{
    /// <summary>The policy versions whose makers do not sign yet.</summary>
    public required IReadOnlyList<PolicyMade> NewPolicies { get; init; }

    public static async Task<Outcome<BatchCheck>> ReadAsync(OpsDbContext db, PayoutBatch batch, Instant now, CancellationToken ct)
    {
        var matrix = await PoliciesInForce.MatrixAsync(db, now, ct);
        if (await PoliciesInForce.ApprovalAsync(db, now, ct) is not { } policy)
            return PayoutRefusals.NoPolicy;
        var items = batch.Items.Where(i => i.State == PayoutItemState.Ready).ToList();
        var scope = new PayableScope([batch.LegalEntityId])
        {
            Currency = batch.Currency, Payees = [.. items.Select(i => i.PayeeId)], Except = batch.Id,
        };
        var payables = (await Payables.ReadAsync(db, scope, policy.Rules, ct)).ToDictionary(p => p.Key);
        var checks = Processors.Share(items, item => ItemCheck.Of(item, payables, matrix, now));
        var context = await ContextAsync(db, batch, items, payables, policy, now, ct);
        return new BatchCheck(matrix, policy, context, checks, BatchControls.Check([.. checks.Select(c => c.Fact)]))
        {
            NewPolicies = await PoliciesInForce.NewAsync(db, now, ct),
        };
    }

    private static async Task<ApprovalContext> ContextAsync(
        OpsDbContext db, PayoutBatch batch, List<PayoutItem> items, Dictionary<(PayeeId, InvoiceId), Payable> payables,
        ApprovalPolicy policy, Instant now, CancellationToken ct)
    {
        var since = now - Duration.FromDays(policy.Rules.RollingDays);
        var recent = await RecentAsync(db, batch, since, ct);
        var (total, ofPayee) = (items.Sum(i => i.AmountMinor), recent.ToLookup(r => r.Payee, r => r.Minor));
        var code = await db.Set<Domain.Parties.LegalEntity>().Where(e => e.Id == batch.LegalEntityId).Select(e =>
            e.Code).SingleAsync(ct);
        return new ApprovalContext(code, batch.Currency.Code, batch.Rail, batch.MadeBy.ToString(), total)
        {
            MakerRollingMinor = total + recent.Where(r => r.Maker == batch.MadeBy).Sum(r => r.Minor),
            Items = [.. items.Select(i => ItemContext(i, payables, ofPayee[i.PayeeId].Sum(), now))],
        };
    }

    private static ApprovalItemContext ItemContext(
        PayoutItem item, Dictionary<(PayeeId, InvoiceId), Payable> payables, long recentMinor, Instant now)
    {
        var payable = item.Sources.Select(s => payables.GetValueOrDefault((item.PayeeId, s.InvoiceId))).FirstOrDefault(p =>
            p is not null);
        return new ApprovalItemContext(item.AmountMinor)
        {
            PayeeAgeDays = payable?.PayeeSince is { } since ? (int)(now - since).TotalDays : 0,
            BankDetailsChangedDaysAgo = item.AccountVersion > 1
                && payable?.AccountAddedAt is { } added ? (int)(now - added).TotalDays : null,
            PayeeRollingMinor = item.AmountMinor + recentMinor,
            IsUnusual = item.IsUnusual,
        };
    }

    private static async Task<List<RecentPayout>> RecentAsync(OpsDbContext db, PayoutBatch batch, Instant since,
        CancellationToken ct)
    {
        var rows = await db.Set<PayoutItem>().AsNoTracking()
            .Where(i => i.LegalEntityId == batch.LegalEntityId && i.Currency == batch.Currency && i.BatchId != batch.Id)
            .Where(i => i.State != PayoutItemState.Cancelled && i.State != PayoutItemState.Failed
                && i.State != PayoutItemState.Returned)
            .Join(
                db.Set<PayoutBatch>().Where(b => b.MadeAt >= since), i => i.BatchId, b => b.Id,
                (i, b) => new { i.PayeeId, b.MadeBy, i.AmountMinor })
            .ToListAsync(ct);
        return [.. rows.Select(r => new RecentPayout(r.PayeeId, r.MadeBy, r.AmountMinor))];
    }

    private sealed record RecentPayout(PayeeId Payee, PersonId Maker, long Minor);
}
