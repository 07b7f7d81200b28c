using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Milestones;
using OpsPortal.Tests.Contracts;

namespace OpsPortal.EndToEnd.Milestones;

/// <summary>A milestone of a fresh contract in the store of an app that listens, signed by the demo's approver.</summary>
internal static class AMilestone
{
    public static readonly byte[] Pdf = [.. "%PDF-1.7 a plan"u8];

    public static async Task<MilestoneId> InAsync(PortalHost host)
    {
        var approver = (await Template.ActorsAsync(host.Store.Kind))["approver"].Person;
        await using var db = await DbAsync(host);
        var setUp = await ContractSetUp.MakeAsync(db);
        PlannedItem[] plan = [ContractSetUp.Milestone(60_000),
            new(new(Guid.CreateVersion7()), PlanItemKind.Closing, "Closing", AmountBasis.Remainder)];
        var commercials = new Commercials(
            new Money(100_000, ContractSetUp.Eur), 1000, 2100, Terms.Net(14), ClearingWay.ProRata,
            [new PayeeShare(setUp.Payee.Id, 1)], plan);
        var contract = Contract.Open(
            new(Guid.CreateVersion7()), "C-1", BillingModel.Milestone,
            new(Template.Ireland, setUp.Buyer.Id, setUp.Program.Id, setUp.Market),
            commercials, ContractSnapshot.Of("{}", "quotes", "Q-1", Template.Now, "b@x.test").Value, new ContractAnchors(),
            new(Guid.CreateVersion7()), null, Template.Now).Value;
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            contract.Id, plan[0].Id, Template.Ireland, "Design", new Money(60_000, ContractSetUp.Eur), null, plan[0].Criteria,
            approver));
        db.AddRange(contract, milestone);
        await db.SaveChangesAsync();
        return milestone.Id;
    }

    /// <summary>The same with evidence, waiting for its approver.</summary>
    public static async Task<MilestoneId> SubmittedInAsync(PortalHost host)
    {
        var id = await InAsync(host);
        var ops = (await Template.ActorsAsync(host.Store.Kind))["ops"];
        await host.Services.GetRequiredService<AddEvidence>()
            .RunAsync(new AddEvidence.Command(id, "plan.pdf", Pdf), ops, default);
        Assert.False((await host.Services.GetRequiredService<SubmitMilestone>().RunAsync(id, ops, default)).IsRefused);
        return id;
    }

    public static async Task<Milestone> ReadAsync(PortalHost host, MilestoneId id)
    {
        await using var db = await DbAsync(host);
        return await db.Set<Milestone>().AsNoTracking().SingleAsync(m => m.Id == id);
    }

    private static Task<OpsDbContext> DbAsync(PortalHost host) =>
        host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
}
