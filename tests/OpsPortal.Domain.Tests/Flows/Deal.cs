using NodaTime;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Flows;

/// <summary>A contract with the invoices that it has made so far.</summary>
internal sealed class Deal(Contract contract)
{
    private static readonly string[] Currencies = ["EUR", "USD", "JPY", "KWD"];

    public Contract Contract { get; } = contract;

    public List<Invoice> Invoices { get; } = [];

    public IReadOnlyList<PlanItem> Plan { get; } = contract.PlanOf(contract.CurrentVersion);

    public IEnumerable<Invoice> Standing => Invoices.Where(invoice => invoice.State != InvoiceState.Void);

    public IEnumerable<Invoice> Advances => Standing.Where(invoice => BillingPlan.IsAdvance(invoice.Kind));

    public IEnumerable<Invoice> Stages => Standing.Where(invoice => !BillingPlan.IsAdvance(invoice.Kind));

    /// <summary>What stages have cleared of a down payment.</summary>
    public IReadOnlyList<ClearedPart> ClearedFrom(InvoiceId advance) =>
        [.. Stages.SelectMany(stage => stage.ClearedFrom ?? []).Where(part => part.Advance == advance)];

    public IReadOnlyList<ClearedPart> ClearedFrom(Invoice advance) => ClearedFrom(advance.Id);

    /// <summary>A contract of any currency, seller and tax, with up to four of the payees, with or without a down
    /// payment.</summary>
    public static Deal Throw(Business business, Dice dice)
    {
        var currency = Currency.Of(dice.Pick(Currencies));
        var total = dice.Once(4) ? 20 + dice.Throw(60) : 100 + dice.Throw(500_000);
        var market = Market.Create(business.NewId<MarketId>(), "DE", "DE", "Germany", new MarketTerms(
            dice.Once(3) ? SellerOfRecord.Platform : SellerOfRecord.Payee,
            dice.Once(3) ? TaxLiability.Payee : TaxLiability.Entity, dice.Once(2), 0)).Value;
        var payees = business.Payees.ToList();
        dice.Shuffle(payees);
        var commercials = new Commercials(
            new Money(total, currency), dice.Pick([0, 250, 1000, 3333]), dice.Pick([0, 700, 1900, 2100]), Terms.Net(14),
            dice.Pick([ClearingWay.ProRata, ClearingWay.First, ClearingWay.Last]),
            [.. payees.Take(1 + dice.Throw(4)).Select(payee => new PayeeShare(payee, dice.Pick([1, 1, 2, 3, 7, 60])))],
            SomePlan(business, dice, total));
        var parties = new ContractParties(
            dice.Pick(business.Entities), business.NewId<BuyerId>(), business.NewId<ProgramId>(), market);
        var snapshot = ContractSnapshot.Of("{}", "quotes", "Q-1", business.Now, "buyer@example.com").Value;
        return new Deal(Contract.Open(
            business.NewId<ContractId>(), "C-1", BillingModel.Milestone, parties, commercials, snapshot, new ContractAnchors(),
            business.NewId<ContractVersionId>(), null, business.Now).Value);
    }

    private static List<PlannedItem> SomePlan(Business business, Dice dice, int total)
    {
        var plan = new List<PlannedItem>();
        var advances = 0;
        for (var number = dice.Throw(3); number > 0 && advances < total; number--)
        {
            var advance = 1 + dice.Throw(total - advances);
            advances += advance;
            plan.Add(Item(business, PlanItemKind.DownPayment, advance));
        }

        var left = total;
        for (var milestones = dice.Throw(4); milestones > 0 && left > 10; milestones--)
        {
            var part = 1 + dice.Throw(left / 2);
            left -= part;
            plan.Add(Item(business, PlanItemKind.Milestone, part));
        }

        plan.Add(Item(business, PlanItemKind.Closing, left));
        return plan;
    }

    private static PlannedItem Item(Business business, PlanItemKind kind, long minor) => new(
        business.NewId<PlanItemId>(), kind, kind.ToString(), AmountBasis.Fixed, minor, Criteria: "Works");
}
