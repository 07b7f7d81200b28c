using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Invoices;

/// <summary>What a contract has billed so far: invoices, their down payments, and its milestones.</summary>
internal sealed record BillingStand(Contract Contract, IReadOnlyList<Invoice> Invoices, IReadOnlyList<Milestone> Milestones)
{
    public IReadOnlyList<PlanItem> Plan { get; } = Contract.PlanOf(Contract.CurrentVersion);

    public IEnumerable<Invoice> Advances => Invoices.Where(invoice => BillingPlan.IsAdvance(invoice.Kind));

    public IEnumerable<Invoice> Stages => Invoices.Where(invoice => !BillingPlan.IsAdvance(invoice.Kind));

    public LocalDate? OldestOpenDueOn => Invoices.Where(invoice => invoice.TakesCash && invoice.OpenMinor > 0)
        .Min(invoice => invoice.DueOn);

    public static async Task<BillingStand?> ReadAsync(OpsDbContext db, ContractId id, CancellationToken ct)
    {
        var contract = await db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Id == id, ct);
        if (contract is null)
            return null;
        var invoices = await db.Set<Invoice>().Where(i => i.ContractId == id && i.State != InvoiceState.Void)
            .OrderBy(i => i.IssuedAt)
            .ThenBy(i => i.Number).ToListAsync(ct);
        var milestones = await db.Set<Milestone>().Where(m => m.ContractId == id).ToListAsync(ct);
        return new BillingStand(contract, invoices, milestones);
    }

    public Milestone? MilestoneOf(PlanItem stage) => Milestones.SingleOrDefault(milestone => milestone.PlanItemId == stage.Id);

    public InvoiceBasis Basis(PlanItem stage) => new(
        Contract, Contract.Current, stage, MilestoneOf(stage)?.Id,
        InvoiceAmounts.Of(Contract, Contract.Current, stage, AdvanceStand()));

    /// <summary>Why this stage cannot be invoiced today; null where it can.</summary>
    public Refusal? WhyNot(PlanItem stage, LocalDate today)
    {
        if (Contract.CanIssue(today, OldestOpenDueOn).Refusal is { } stopped)
            return stopped;
        if (Milestones.FirstOrDefault(m => m.State == MilestoneState.Disputed) is { } disputed)
            return InvoicingRefusals.ContractDisputed(Contract.Number, disputed.Name);
        if (stage.State != PlanItemState.Billable && !StageReadiness.IsDue(stage, Plan, today))
            return InvoicingRefusals.NotBillable(stage.Name, stage.State);
        if (stage.Kind == PlanItemKind.Milestone && MilestoneOf(stage)?.State != MilestoneState.Approved)
            return InvoicingRefusals.NotAccepted(stage.Name, MilestoneOf(stage)?.State ?? MilestoneState.Pending);
        return StageReadiness.IsLast(stage, Plan) ? WhyNotLast(stage) : null;
    }

    private Refusal? WhyNotLast(PlanItem stage)
    {
        if (BillingPlan.IsAdvance(stage.Kind))
            return InvoicingRefusals.NothingLeftToAdvance(stage.Name);
        return Advances.FirstOrDefault(invoice => invoice.TakesCash && invoice.OpenMinor > 0) is { } open
            ? InvoicingRefusals.DownPaymentOpen(open.Number ?? "")
            : null;
    }

    private AdvanceStand AdvanceStand() => new(
        [.. Advances.Select(AdvanceOf).Where(advance => advance.StandingMinor > 0)],
        Plan.Where(item => !BillingPlan.IsAdvance(item.Kind)).Sum(item => item.AmountMinor),
        Stages.Sum(invoice => invoice.GrossMinor));

    /// <summary>What other invoices have cleared of a down payment.</summary>
    public long ClearedBefore(InvoiceId advance, InvoiceId invoice) => Stages.Where(stage => stage.Id != invoice)
        .SelectMany(stage => stage.ClearedFrom ?? []).Where(part => part.Advance == advance).Sum(part => part.GrossMinor);

    private Advance AdvanceOf(Invoice invoice)
    {
        var cleared = Stages.SelectMany(stage => stage.ClearedFrom ?? []).Where(part => part.Advance == invoice.Id).ToList();
        return new Advance(
            invoice.Id, invoice.GrossMinor, invoice.TaxMinor, invoice.AppliedMinor, cleared.Sum(part => part.GrossMinor),
            cleared.Sum(part => part.TaxMinor))
        {
            WithdrawnMinor = invoice.CreditedMinor + invoice.WrittenOffMinor,
        };
    }
}
