using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Tests.Invoices;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>The contracts and payees with which a simulated world begins.</summary>
internal static class SimulatedDeals
{
    private const int Contracts = 6;

    public static async Task<List<PayeeId>> MakeAsync(SimulatedHouse house, Random random, Memory memory)
    {
        var world = await PayoutWorld.InAsync(house.Services, house.Kind, payees: 0);
        await using var db = await house.DbAsync();
        var ids = Enumerable.Range(1, Contracts).Select(_ => new PayeeId(Guid.CreateVersion7())).OrderBy(id => id.Value);
        var payees = ids.Select((id, n) => Payee.Create(id, World.Ireland,
            new PayeeParticulars($"Payee {n + 1}", "DE", PayeeKind.Individual, $"p{n + 1}@x.test")).Value).ToList();
        db.AddRange(payees);
        await db.SaveChangesAsync();
        foreach (var payee in payees)
            await world.ClearAsync(payee.Id, payee.Name);
        for (var n = 1; n <= Contracts; n++)
            await AddContractAsync(db, house, n, [payees[n - 1].Id, payees[n % Contracts].Id], random);
        foreach (var account in await db.Set<PayeeAccount>().AsNoTracking().ToListAsync())
            memory.Accounts[account.Id] = new KnownAccount(account.PayeeId, "ops", account.AddedAt);
        return [.. payees.Select(payee => payee.Id)];
    }

    private static async Task AddContractAsync(OpsDbContext db, SimulatedHouse house, int n, PayeeId[] payees, Random random)
    {
        var terms = new MarketTerms(
            n == 2 ? SellerOfRecord.Platform : SellerOfRecord.Payee, TaxLiability.Entity, true, 2100);
        var market = Market.Create(new(Guid.CreateVersion7()), $"S{n}", "DE", "Germany", terms).Value;
        var program = ProgramScheme.Create(new(Guid.CreateVersion7()), $"S{n}", "Studio").Value;
        var buyer = Buyer.Create(new(Guid.CreateVersion7()), World.Ireland,
            new BuyerParticulars($"Buyer {n}", $"b{n}@x.test", "DE", "Hafenstrasse 9, Hamburg", "DE811111111")).Value;
        var unit = 10_000 + random.Next(20_000);
        var total = unit * 10L;
        var commercials = new Commercials(
            new Money(total, Currency.Of("EUR")), 1000, 2100, Terms.Net(14), ClearingWay.ProRata,
            [new PayeeShare(payees[0], 2), new PayeeShare(payees[1], 1)],
            [
                BillingWorld.Item(PlanItemKind.DownPayment, unit * 3), BillingWorld.Item(PlanItemKind.Milestone, unit * 4),
                BillingWorld.Item(PlanItemKind.Milestone, unit * 4), BillingWorld.Item(PlanItemKind.Closing, unit * 2),
            ]);
        var contract = Contract.Open(
            new(Guid.CreateVersion7()), $"S-{n}", BillingModel.Milestone, new(World.Ireland, buyer.Id, program.Id, market),
            commercials, ContractSnapshot.Of("{}", "quotes", $"Q{n}", house.Now, "b@x.test").Value, new ContractAnchors(),
            new(Guid.CreateVersion7()), null, house.Now).Value;
        db.AddRange(market, program, buyer);
        await db.SaveChangesAsync();
        db.Add(contract);
        foreach (var stage in contract.Current.Items.Where(item => item.Kind == PlanItemKind.Milestone))
            db.Add(AMilestone(house, contract, stage, isAccepted: stage.Sequence == 2 && n != 4));
        await db.SaveChangesAsync();
    }

    private static Milestone AMilestone(SimulatedHouse house, Contract contract, PlanItem stage, bool isAccepted)
    {
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            contract.Id, stage.Id, contract.LegalEntityId, stage.Name, new Money(stage.AmountMinor, contract.Currency), null,
            "Works", house.As("approver").Person));
        var file = new EvidenceFile("proof.pdf", "application/pdf", 10, new string('a', 64));
        Assert.Null(milestone.AddEvidence(new(Guid.CreateVersion7()), file, house.As("ops").Person, house.Now).Refusal);
        if (!isAccepted)
            return milestone;
        Assert.Null(milestone.Submit(house.As("ops").Person, house.Now).Refusal);
        var signed = milestone.Approve(house.As("approver").Person, new HashSet<int> { 1 }, "Fine.", house.Now);
        Assert.Null((signed.Refusal ?? stage.MakeBillable(house.Now).Refusal)?.Text);
        return milestone;
    }
}
