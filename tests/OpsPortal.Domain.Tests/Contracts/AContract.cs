using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Contracts;

/// <summary>Builds contracts for tests.</summary>
internal static class AContract
{
    public static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 9, 0);
    public static readonly Currency Eur = Currency.Of("EUR");
    public static readonly PersonId Ann = new(Guid.NewGuid());

    public static Market AMarket(SellerOfRecord seller = SellerOfRecord.Payee) =>
        Market.Create(new(Guid.NewGuid()), "DE", "DE", "Germany", new(seller, TaxLiability.Entity, true, 2100)).Value;

    public static PlannedItem Item(PlanItemKind kind, long minor, string name = "Stage") =>
        new(new(Guid.NewGuid()), kind, name, AmountBasis.Fixed, minor, Criteria: "Works");

    public static PlannedItem Percent(PlanItemKind kind, int basisPoints, string name = "Stage") =>
        new(new(Guid.NewGuid()), kind, name, AmountBasis.Percent, 0, basisPoints, Criteria: "Works");

    public static PlannedItem Rest(string name = "Closing") =>
        new(new(Guid.NewGuid()), PlanItemKind.Closing, name, AmountBasis.Remainder);

    public static Commercials Of(long totalMinor, params PlannedItem[] plan) => new(
        new Money(totalMinor, Eur), 1000, 2100, Terms.Net(14), ClearingWay.ProRata, [new PayeeShare(new(Guid.NewGuid()), 1)],
            plan);

    public static Outcome<Contract> Open(Commercials commercials, BillingModel model = BillingModel.Milestone) => Contract.Open(
        new(Guid.NewGuid()), "C-1", model, new(new(Guid.NewGuid()), new(Guid.NewGuid()), new(Guid.NewGuid()), AMarket()),
        commercials, ASnapshot(), new ContractAnchors(), new(Guid.NewGuid()), Ann, Now);

    public static ContractSnapshot ASnapshot() =>
        ContractSnapshot.Of("{\"quote\":\"Q-7\"}", "quotes", "Q-7", Now, "buyer@example.com").Value;
}
