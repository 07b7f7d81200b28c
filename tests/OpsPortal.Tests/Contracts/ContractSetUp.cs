using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Contracts;
using OpsPortal.Tests.Stores;

namespace OpsPortal.Tests.Contracts;

/// <summary>The parties that a contract needs, in the Irish entity.</summary>
internal sealed record ContractSetUp(Buyer Buyer, Payee Payee, ProgramScheme Program, Market Market)
{
    public static readonly Currency Eur = Currency.Of("EUR");

    public static async Task<ContractSetUp> MakeAsync(OpsDbContext db)
    {
        var made = new ContractSetUp(
            Buyer.Create(new(Guid.CreateVersion7()), Template.Ireland,
                new("Nordwind AG", "ap@nordwind.test", "DE", "Hafen 9", "")).Value,
            Payee.Create(new(Guid.CreateVersion7()), Template.Ireland,
                new("Mia Studio", "DE", PayeeKind.Individual, "mia@payee.test")).Value,
            ProgramScheme.Create(new(Guid.CreateVersion7()), "TEST", "Test program").Value,
            Market.Create(new(Guid.CreateVersion7()), "TEST", "DE", "Test market",
                new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100)).Value);
        db.AddRange(made.Buyer, made.Payee, made.Program, made.Market);
        await db.SaveChangesAsync();
        return made;
    }

    public CreateContract.Command Command(long totalMinor, params PlannedItem[] plan) => new(
        Template.Ireland, Buyer.Id, Program.Id, Market.Id, null, BillingModel.Milestone, new Money(totalMinor, Eur), 1000, null,
        Terms.Net(14), ClearingWay.ProRata, [new PayeeShare(Payee.Id, 1)], plan, new ContractAnchors(),
        new("{\"quote\":\"Q-1\"}", "quotes", "Q-1", Template.Now, "buyer@nordwind.test"));

    public static PlannedItem Milestone(long minor, string name = "Design") =>
        new(new(Guid.CreateVersion7()), PlanItemKind.Milestone, name, AmountBasis.Fixed, minor, Criteria: "Approved\nDelivered");

    public static PlannedItem Down(long minor) =>
        new(new(Guid.CreateVersion7()), PlanItemKind.DownPayment, "Down payment", AmountBasis.Fixed, minor);

    public static PlannedItem Rest() => new(new(Guid.CreateVersion7()), PlanItemKind.Closing, "Closing", AmountBasis.Remainder);
}
