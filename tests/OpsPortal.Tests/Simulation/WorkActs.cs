using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Milestones;
using Application = OpsPortal.Domain.Cash.Application;

namespace OpsPortal.Tests.Simulation;

/// <summary>Work is handed in and accepted, invoices are issued, credited and refunded.</summary>
internal sealed class WorkActs(Simulation world)
{
    private int refunds;

    public IReadOnlyList<Act> All =>
    [
        new(6, "work is handed in", SubmitAsync),
        new(7, "work is accepted", ApproveAsync),
        new(10, "an invoice is issued", IssueAsync),
        new(2, "an invoice is credited", CreditAsync),
        new(2, "a credit is refunded", RefundAsync),
        new(1, "cash is taken off its invoice", UnapplyAsync),
    ];

    private async Task<bool> SubmitAsync()
    {
        if (await AnyMilestoneAsync(MilestoneState.Pending) is { } id)
            return await world.TryAsync(world.Begin("ops", "Submitted milestone", Permission.SubmitMilestone),
                actor => world.House.Use<SubmitMilestone>().RunAsync(id, actor, default));
        return false;
    }

    private async Task<bool> ApproveAsync()
    {
        if (await AnyMilestoneAsync(MilestoneState.Submitted) is not { } id)
            return false;
        var who = world.Random.Next(6) == 0 ? "ops" : "approver";
        return await world.TryAsync(world.Begin(who, "Approved milestone", Permission.ApproveMilestone),
            actor => world.House.Use<ApproveMilestone>().RunAsync(
                new ApproveMilestone.Command(id, new HashSet<int> { 1 }, "Works as agreed."), actor, default));
    }

    private async Task<bool> IssueAsync()
    {
        await using var db = await world.House.DbAsync();
        var isEager = world.Random.Next(8) == 0;
        var stages = await db.Set<PlanItem>().AsNoTracking().Where(stage => stage.State == PlanItemState.Billable
                || (stage.State == PlanItemState.Waiting && (isEager || stage.Kind == PlanItemKind.DownPayment)))
            .Join(db.Set<Contract>(), stage => stage.ContractId, contract => contract.Id,
                (stage, contract) => new { stage.Id, contract.Number, stage.Sequence })
            .OrderBy(stage => stage.Number).ThenBy(stage => stage.Sequence).ToListAsync();
        if (world.AnyOf(stages) is { } chosen)
            return await world.TryAsync(world.Begin("finance", "Issued invoice", Permission.IssueInvoice),
                actor => world.House.Use<IssueInvoice>().RunAsync(new IssueInvoice.Command(chosen.Id), actor, default));
        return false;
    }

    private async Task<bool> CreditAsync()
    {
        await using var db = await world.House.DbAsync();
        var issued = await db.Set<Invoice>().AsNoTracking().Where(invoice => invoice.Number != null)
            .OrderBy(invoice => invoice.Number).Select(invoice => invoice.Id).ToListAsync();
        var minor = 1 + world.Random.Next(9_000);
        if (issued.Count > 0)
            return await world.TryAsync(world.Begin("finance", "Credited invoice", Permission.CreditInvoice),
                actor => world.House.Use<CreditInvoice>().RunAsync(
                    new CreditInvoice.Command(world.AnyOf(issued), minor, "Agreed with the buyer."), actor, default));
        return false;
    }

    private async Task<bool> RefundAsync()
    {
        await using var db = await world.House.DbAsync();
        var notes = await db.Set<CreditNote>().AsNoTracking().Where(note => note.CollectedMinor > 0)
            .OrderBy(note => note.Number).ToListAsync();
        if (world.AnyOf(notes) is not { } note)
            return false;
        var payment = await (
            from application in db.Set<Application>().AsNoTracking()
            join receipt in db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            where application.InvoiceId == note.InvoiceId && application.ReversedAt == null
            orderby receipt.ProviderReference
            select new { receipt.Id, receipt.ProviderReference }).FirstOrDefaultAsync();
        if (payment is null || world.Payers.Payments[payment.ProviderReference].Fate != PaymentFate.Stays)
            return false;
        var reference = $"re_{++refunds:D4}";
        var minor = 1 + world.Random.NextInt64(note.CollectedMinor);
        await world.TryAsync(world.Begin("finance", "Recorded refund", Permission.RefundPayment),
            actor => world.House.Use<RefundCredit>().RunAsync(
                new RefundCredit.Command(note.Id, minor, payment.Id, reference), actor, default));
        await using var now = await world.House.DbAsync();
        if (await now.Set<Refund>().AsNoTracking().AnyAsync(refund => refund.ProviderReference == reference))
            world.Payers.EndRefund(reference, payment.ProviderReference, new Money(minor, note.Currency), world.House.Now);
        return true;
    }

    private async Task<bool> UnapplyAsync()
    {
        await using var db = await world.House.DbAsync();
        var applied = await (
            from application in db.Set<Application>().AsNoTracking()
            join receipt in db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            join invoice in db.Set<Invoice>() on application.InvoiceId equals invoice.Id
            where application.ReversedAt == null
            orderby receipt.ProviderReference, invoice.Number, application.AppliedAt, application.AmountMinor
            select application.Id).ToListAsync();
        if (applied.Count == 0)
            return false;
        var chosen = world.AnyOf(applied);
        return await world.TryAsync(world.Begin("ops", "Un-applied receipt", Permission.UnapplyCash),
            actor => world.House.Use<UnapplyReceipt>().RunAsync(
                new UnapplyReceipt.Command(chosen, "It was for another invoice."), actor, default));
    }

    private async Task<MilestoneId?> AnyMilestoneAsync(MilestoneState state)
    {
        await using var db = await world.House.DbAsync();
        var found = await db.Set<Milestone>().AsNoTracking().Where(milestone => milestone.State == state)
            .Join(db.Set<Contract>(), milestone => milestone.ContractId, contract => contract.Id,
                (milestone, contract) => new { milestone.Id, milestone.PlanItemId, contract.Number })
            .Join(db.Set<PlanItem>(), milestone => milestone.PlanItemId, stage => stage.Id,
                (milestone, stage) => new { milestone.Id, milestone.Number, stage.Sequence })
            .OrderBy(milestone => milestone.Number).ThenBy(milestone => milestone.Sequence).ToListAsync();
        return world.AnyOf(found)?.Id;
    }
}
