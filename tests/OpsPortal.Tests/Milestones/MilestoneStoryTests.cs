using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Milestones;
using OpsPortal.Tests.Hosting;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Milestones;

/// <summary>From a stage of the plan to its acceptance, through the real use cases and the store.</summary>
public sealed class MilestoneStoryTests
{
    private static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7 a plan");
    private static readonly HashSet<int> Both = [1, 2];

    [Theory]
    [OnSqlite]
    [OnPostgres]
    [Trait("Requirement", "MIL-4")]
    public async Task Approve_MakesItsStageBillable_AndThenTheClosingOne(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (id, contract) = await OpenAsync(world);
        Done(await AddAsync(world, id, "plan.pdf", Pdf));
        Done(await world.Use<SubmitMilestone>().RunAsync(id, world.As("ops"), default));
        Done(await ApproveAsync(world, id));

        await using var db = await world.DbAsync();
        var stages = await db.Set<PlanItem>().Where(item => item.ContractId == contract).ToListAsync();
        Assert.All(stages, stage => Assert.Equal(PlanItemState.Billable, stage.State));
        var stored = await db.Set<Milestone>().SingleAsync(m => m.Id == id);
        Assert.Equal((MilestoneState.Approved, 3), (stored.State, stored.Steps.Count));
        Assert.All(stored.Criteria, criterion => Assert.True(criterion.IsMet));
    }

    [Fact]
    [Trait("Requirement", "MIL-3")]
    public async Task Approve_TwiceAtOnce_IsDoneOnce()
    {
        await using var world = await World.NewAsync();
        var (id, _) = await OpenAsync(world);
        Done(await AddAsync(world, id, "plan.pdf", Pdf));
        Done(await world.Use<SubmitMilestone>().RunAsync(id, world.As("ops"), default));

        var both = await Task.WhenAll(ApproveAsync(world, id), ApproveAsync(world, id));

        Assert.Single(both, outcome => !outcome.IsRefused);
    }

    [Fact]
    [Trait("Requirement", "MIL-6")]
    public async Task Dispute_OpensOneCase_AndAgeingOneForTheLate()
    {
        await using var world = await World.NewAsync();
        var (id, _) = await OpenAsync(world);
        Done(await AddAsync(world, id, "plan.pdf", Pdf));
        Assert.Equal(1, (await world.Use<AgeMilestones>().RunAsync(Actor.System("milestone-ageing"), default)).Value);
        await world.Use<AgeMilestones>().RunAsync(Actor.System("milestone-ageing"), default);
        Done(await world.Use<SubmitMilestone>().RunAsync(id, world.As("ops"), default));
        Done(await world.Use<DisputeMilestone>()
            .RunAsync(new DisputeMilestone.Command(id, "Leaks", null), world.As("ops"), default));

        await using var db = await world.DbAsync();
        var cases = await db.Set<ExceptionCase>().Where(found => found.MilestoneId == id).Select(found => found.Type)
            .ToListAsync();
        Assert.Equal([ExceptionType.OverdueMilestone, ExceptionType.Dispute], cases.Order().Reverse());

        Done(await world.Use<SettleMilestoneDispute>().RunAsync(id, "It is mended", world.As("finance"), default));
        Assert.Equal([ExceptionType.Dispute], await db.Set<ExceptionCase>()
            .Where(found => found.State == ExceptionState.Resolved).Select(found => found.Type).ToListAsync());
    }

    [Fact]
    public async Task Approve_OfALateOne_ClosesItsCaseWithTheNextAgeing()
    {
        await using var world = await World.NewAsync();
        var (id, _) = await OpenAsync(world);
        Done(await AddAsync(world, id, "plan.pdf", Pdf));
        await world.Use<AgeMilestones>().RunAsync(Actor.System("milestone-ageing"), default);
        Done(await world.Use<SubmitMilestone>().RunAsync(id, world.As("ops"), default));
        Done(await ApproveAsync(world, id));

        await world.Use<AgeMilestones>().RunAsync(Actor.System("milestone-ageing"), default);

        await using var db = await world.DbAsync();
        var found = await db.Set<ExceptionCase>().SingleAsync(one => one.MilestoneId == id);
        Assert.Equal((ExceptionState.Resolved, "It is accepted now."), (found.State, found.Resolution));
        var contract = await db.Set<Contract>().SingleAsync(one => one.Id == found.ContractId);
        Assert.Contains($"of contract {contract.Number} was due on", found.Summary, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Requirement", "SEC-5")]
    public async Task AddEvidence_Disguised_IsRefused_AndGoodOnesComeBackAsTheyWere()
    {
        await using var world = await World.NewAsync();
        var (id, _) = await OpenAsync(world);

        var disguised = await AddAsync(world, id, "plan.png", Pdf);
        Assert.Equal("milestones.type-disguised", disguised.Refusal?.Code);

        var file = await AddAsync(world, id, "../plan.pdf", Pdf);
        var read = await world.Use<EvidenceDownload>().RunAsync(id, file.Value, world.As("auditor"), default);
        Assert.Equal("plan.pdf", read.Value.FileName);
        using var content = new MemoryStream();
        await read.Value.Content.CopyToAsync(content);
        await read.Value.Content.DisposeAsync();
        Assert.Equal(Pdf, content.ToArray());
    }

    [Fact]
    [Trait("Requirement", "MIL-7")]
    public async Task List_ShowsTheApprover_WhatWaits()
    {
        await using var world = await World.NewAsync();
        var (id, _) = await OpenAsync(world);
        Done(await AddAsync(world, id, "plan.pdf", Pdf));
        Done(await world.Use<SubmitMilestone>().RunAsync(id, world.As("ops"), default));

        var filter = new MilestoneList.Filter(MilestoneList.View.WaitingForYou, null, ListPlace.First);
        Assert.Equal(id, Assert.Single(
            (await world.Use<MilestoneList>().RunAsync(filter, world.As("approver"), default)).Value.Rows).Id);
        Assert.Empty((await world.Use<MilestoneList>().RunAsync(filter, world.As("ops"), default)).Value.Rows);
        var detail = await world.Use<MilestoneDetail>().RunAsync(id, world.As("approver"), default);
        Assert.Equal("Waits for the approver", detail.Value.Facts.Accepted.Words);
    }

    private static Task<Outcome> ApproveAsync(World world, MilestoneId id) => world.Use<ApproveMilestone>().RunAsync(
        new ApproveMilestone.Command(id, Both, "Seen on site"), world.As("approver"), default);

    private static Task<Outcome<EvidenceId>> AddAsync(World world, MilestoneId id, string name, byte[] content) =>
        world.Use<AddEvidence>().RunAsync(new AddEvidence.Command(id, name, content), world.As("ops"), default);

    private static async Task<(MilestoneId Id, ContractId Contract)> OpenAsync(World world)
    {
        await using var db = await world.DbAsync();
        var program = ProgramScheme.Create(new(Guid.CreateVersion7()), "BUILD", "Building").Value;
        var terms = new MarketTerms(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100);
        var market = Market.Create(new(Guid.CreateVersion7()), "IE", "IE", "Ireland", terms).Value;
        var particulars = new BuyerParticulars("Buyer", "b@x.test", "IE", "1 Quay", "");
        var buyer = Buyer.Create(new(Guid.CreateVersion7()), World.Ireland, particulars).Value;
        var payee = Payee.Create(
            new(Guid.CreateVersion7()), World.Ireland, new PayeeParticulars("Ann", "IE", PayeeKind.Individual, "a@x.test")).Value;
        var due = new LocalDate(2026, 2, 1);
        PlannedItem[] plan =
        [
            new(new(Guid.CreateVersion7()), PlanItemKind.Milestone, "Roof", AmountBasis.Fixed, 60_000, DueOn: due,
                Criteria: "Drawn\nBuilt"),
            new(new(Guid.CreateVersion7()), PlanItemKind.Closing, "Closing", AmountBasis.Remainder),
        ];
        var commercials = new Commercials(
            new Money(100_000, Currency.Of("EUR")), 1000, 2100, Terms.Net(14), ClearingWay.ProRata, [new PayeeShare(payee.Id, 1)],
            plan);
        var contract = Contract.Open(
            new(Guid.CreateVersion7()), "C-1", BillingModel.Milestone, new(World.Ireland, buyer.Id, program.Id, market),
            commercials,
            ContractSnapshot.Of("{}", "quotes", "Q-1", world.Now, "b@x.test").Value, new ContractAnchors(),
            new(Guid.CreateVersion7()),
            null, world.Now).Value;
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            contract.Id, plan[0].Id, World.Ireland, "Roof", new Money(60_000, Currency.Of("EUR")), due, plan[0].Criteria,
            world.As("approver").Person));
        db.AddRange(program, market, buyer, payee, contract, milestone);
        await db.SaveChangesAsync();
        return (milestone.Id, contract.Id);
    }
}
