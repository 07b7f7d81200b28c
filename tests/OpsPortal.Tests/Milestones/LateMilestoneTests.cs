using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Milestones;

namespace OpsPortal.Tests.Milestones;

public sealed class LateMilestoneTests
{
    private static readonly LocalDate Due = new(2026, 3, 10);
    private static readonly Instant Opened = Instant.FromUtc(2026, 3, 1, 9, 0);

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "MIL-7")]
    public async Task Late_IsJudgedByTheDayOfTheEntity_NotOfUtc(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using (var db = await world.DbAsync())
        {
            var program = ProgramScheme.Create(new(Guid.CreateVersion7()), "BUILD", "Building").Value;
            var market = Market.Create(new(Guid.CreateVersion7()), "IE", "IE", "Ireland",
                new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100)).Value;
            db.AddRange(program, market);
            foreach (var entity in new[] { World.Ireland, World.America })
            {
                var buyer = Buyer.Create(
                    new(Guid.CreateVersion7()), entity, new BuyerParticulars("Buyer", "b@x.test", "IE", "1 Quay", "")).Value;
                var payee = Payee.Create(
                    new(Guid.CreateVersion7()), entity, new("Ann", "IE", PayeeKind.Individual, "a@x.test")).Value;
                var contract = AContract(payee, new(entity, buyer.Id, program.Id, market));
                db.AddRange(buyer, payee, contract, AMilestone(contract));
            }

            await db.SaveChangesAsync();
        }

        // It is Wednesday in Dublin already, and still Tuesday in New York.
        world.Clock.Set(Instant.FromUtc(2026, 3, 11, 1, 0));
        Assert.Equal(1, (await world.Use<AgeMilestones>().RunAsync(Actor.System("test"), default)).Value);
        var list = await world.Use<MilestoneList>()
            .RunAsync(new(MilestoneList.View.Late, null, ListPlace.First), world.As(Role.Ops), default);
        Assert.Equal(1, list.Value.Counts[MilestoneList.View.Late]);

        world.Clock.Set(Instant.FromUtc(2026, 3, 11, 12, 0));
        Assert.Equal(2, (await world.Use<AgeMilestones>().RunAsync(Actor.System("test"), default)).Value);
    }

    private static Contract AContract(Payee payee, ContractParties parties)
    {
        PlannedItem[] plan =
        [
            new(new(Guid.CreateVersion7()), PlanItemKind.Milestone, "Draft", AmountBasis.Fixed, 60, DueOn: Due,
                Criteria: "Works"),
            new(new(Guid.CreateVersion7()), PlanItemKind.Closing, "Closing", AmountBasis.Remainder),
        ];
        var commercials = new Commercials(
            new Money(100, Currency.Of("EUR")), 1000, 2100, Terms.Net(14), ClearingWay.ProRata,
            [new PayeeShare(payee.Id, 1)], plan);
        return Contract.Open(
            new(Guid.CreateVersion7()), $"C-{payee.Id}", BillingModel.Milestone, parties, commercials,
            ContractSnapshot.Of("{}", "quotes", "Q-1", Opened, "b@x.test").Value, new ContractAnchors(),
            new(Guid.CreateVersion7()), null, Opened).Value;
    }

    private static Milestone AMilestone(Contract contract) => Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
        contract.Id, contract.Current.Items.First(item => item.Kind == PlanItemKind.Milestone).Id, contract.LegalEntityId,
        "Draft", new Money(60, Currency.Of("EUR")), Due, "Works", null));
}
