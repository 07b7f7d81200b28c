using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Ledger;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using Application = OpsPortal.Domain.Cash.Application;

namespace OpsPortal.Tests.Invoices;

/// <summary>A world with contracts whose stages can be billed.</summary>
internal sealed class BillingWorld : IAsyncDisposable
{
    private BillingWorld(World world) => World = world;

    public World World { get; }

    public Actor Finance => World.As(Role.Finance);

    public DemoEvents Provider => World.Use<DemoEvents>();

    public static BillingWorld In(World world) => new(world);

    public static async Task<BillingWorld> NewAsync(StoreKind kind = StoreKind.Sqlite) =>
        new(await World.NewAsync(kind, CashWorld.Settings));

    public ValueTask DisposeAsync() => World.DisposeAsync();

    public Task<Outcome<IssueInvoice.Issued>> IssueAsync(PlanItem stage) =>
        World.Use<IssueInvoice>().RunAsync(new IssueInvoice.Command(stage.Id), Finance, CancellationToken.None);

    /// <summary>A contract of 1,000.00: down payment 300.00, two milestones of 400.00, approved where asked, and the
    /// closing.</summary>
    public Task<IReadOnlyList<PlanItem>> ContractAsync(string number, bool approved = true, bool platformSells = false) =>
        ContractAsync(
        number, 100_000, new(platformSells ? SellerOfRecord.Platform : SellerOfRecord.Payee, TaxLiability.Entity, true, 2100),
        ClearingWay.ProRata,
        [
            Item(PlanItemKind.DownPayment, 30_000), Item(PlanItemKind.Milestone, 40_000), Item(PlanItemKind.Milestone, 40_000),
            Item(PlanItemKind.Closing, 20_000),
        ],
        approved);

    /// <summary>A contract of two payees, two to one, 10 % fee, whose milestones are approved where asked.</summary>
    public async Task<IReadOnlyList<PlanItem>> ContractAsync(
        string number, long totalMinor, MarketTerms terms, ClearingWay way, PlannedItem[] plan, bool approved = true)
    {
        var market = Market.Create(new(Guid.CreateVersion7()), $"M{number}", "DE", "Germany", terms).Value;
        var (buyer, program) = (ABuyer(), AProgram(number));
        var payees = new[] { APayee("Ada"), APayee("Bob") };
        var commercials = new Commercials(
            new Money(totalMinor, Currency.Of("EUR")), 1000, terms.TaxRateBasisPoints, Terms.Net(14), way,
            [new PayeeShare(payees[0].Id, 2), new PayeeShare(payees[1].Id, 1)], plan);
        var contract = Contract.Open(
            new(Guid.CreateVersion7()), number, BillingModel.Milestone, new(World.Ireland, buyer.Id, program.Id, market),
            commercials,
            ContractSnapshot.Of("{}", "quotes", "Q", World.Now, "buyer@example.com").Value, new ContractAnchors(),
            new(Guid.CreateVersion7()), null, World.Now).Value;
        await using var db = await World.DbAsync();
        db.AddRange(market, buyer, program);
        db.AddRange(payees);
        db.Add(contract);
        foreach (var stage in contract.Current.Items.Where(item => item.Kind == PlanItemKind.Milestone))
            db.Add(AMilestone(contract, stage, approved));
        await db.SaveChangesAsync();
        return contract.PlanOf(1);
    }

    /// <summary>The provider tells of a payment by card; without an amount of all that is open.</summary>
    public async Task<(string Reference, PaymentOrder Order)> CollectAsync(InvoiceId id, long? minor = null)
    {
        var invoice = await InvoiceAsync(id);
        var order = new PaymentOrder(invoice.Number, null, Rail.Card, new Money(minor ?? invoice.OpenMinor, invoice.Currency));
        return (await Provider.PayAsync(order), order);
    }

    public async Task<Invoice> InvoiceAsync(InvoiceId id)
    {
        await using var db = await World.DbAsync();
        return await db.Set<Invoice>().AsNoTracking().SingleAsync(i => i.Id == id);
    }

    /// <summary>Everything that the books must hold, judged from the database alone.</summary>
    public async Task AssertBooksAsync()
    {
        await using var db = await World.DbAsync();
        var findings = (await VerifyCommand.FindingsAsync(db, default))
            .Concat(await OpenItems.FindingsAsync(db, World.Now, default));
        Assert.All(findings, finding => Assert.True(finding.Holds, $"{finding.What}: {finding.Words}"));
    }

    /// <summary>Pays an invoice in full, as the cash room would record it.</summary>
    public async Task PayAsync(InvoiceId id)
    {
        await using var db = await World.DbAsync();
        var invoice = await db.Set<Invoice>().SingleAsync(i => i.Id == id);
        var receipt = Receipt.Take(
            new(Guid.CreateVersion7()), invoice.LegalEntityId, "sandbox", $"pay-{invoice.Number}", Rail.Card, invoice.Open,
            invoice.Number,
            World.Now).Value;
        db.Add(receipt);
        db.Add(new Application(
            new(Guid.CreateVersion7()), receipt.Id, id, invoice.OpenMinor, ApplicationRule.ExactReference, World.Now, null,
            null));
        Assert.Null((receipt.Apply(invoice.OpenMinor).Refusal ?? invoice.Apply(invoice.OpenMinor).Refusal)?.Text);
        await db.SaveChangesAsync();
    }

    /// <summary>Balances by account, without what is zero.</summary>
    public async Task<Dictionary<int, long>> BalancesAsync()
    {
        await using var db = await World.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        return lines.GroupBy(line => (int)line.Account).Select(group => (group.Key, Minor: group.Sum(line => line.AmountMinor)))
            .Where(row => row.Minor != 0).ToDictionary(row => row.Key, row => row.Minor);
    }

    public static PlannedItem Item(PlanItemKind kind, long minor) =>
        new(new(Guid.CreateVersion7()), kind, kind.ToString(), AmountBasis.Fixed, minor, Criteria: "Works");

    private static ProgramScheme AProgram(string code) =>
        ProgramScheme.Create(new(Guid.CreateVersion7()), $"P{code}", "Studio").Value;

    private static Buyer ABuyer() => Buyer.Create(
        new(Guid.CreateVersion7()), World.Ireland,
        new("Nordwind AG", "ap@nordwind.test", "DE", "Hafenstrasse 9, Hamburg", "DE811111111")).Value;

    private static Payee APayee(string name) => Payee.Create(
        new(Guid.CreateVersion7()), World.Ireland, new(name, "DE", PayeeKind.Individual, $"{name}@payee.test")).Value;

    private Milestone AMilestone(Contract contract, PlanItem stage, bool approved)
    {
        var (maker, approver) = (new PersonId(Guid.CreateVersion7()), new PersonId(Guid.CreateVersion7()));
        var milestone = Milestone.Open(new(Guid.CreateVersion7()), new MilestonePlan(
            contract.Id, stage.Id, contract.LegalEntityId, stage.Name, new Money(stage.AmountMinor, contract.Currency), null,
            "Works", approver));
        if (!approved)
            return milestone;
        var file = new EvidenceFile("proof.pdf", "application/pdf", 10, new string('a', 64));
        Assert.Null(milestone.AddEvidence(new(Guid.CreateVersion7()), file, maker, World.Now).Refusal);
        Assert.Null(milestone.Submit(maker, World.Now).Refusal);
        Assert.Null(milestone.Approve(approver, new HashSet<int> { 1 }, "Fine", World.Now).Refusal);
        Assert.Null(stage.MakeBillable(World.Now).Refusal);
        return milestone;
    }
}
