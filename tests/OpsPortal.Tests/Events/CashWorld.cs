using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Tests.Events;

/// <summary>A world with issued invoices that the sandbox provider's events can pay; everything goes the way of real
/// deliveries.</summary>
internal sealed class CashWorld : IAsyncDisposable
{
    public const string Secret = "whsec_dGVzdHMgc2lnbiB3aXRoIHRoaXMgc2VjcmV0IQ==";
    public static readonly PayeeId Ada = new(Guid.Parse("0195f000-0000-7000-8000-0000000000a1"));
    public static readonly PayeeId Bob = new(Guid.Parse("0195f000-0000-7000-8000-0000000000a2"));

    private CashWorld(World world) => World = world;

    public static IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Providers:Sandbox:WebhookSecret"] = Secret,
        ["Providers:Stripe:WebhookSecret"] = "whsec_stripe",
        ["Providers:Stripe:WebhookSecretPrevious"] = "whsec_stripe_old",
        ["Demo:Enabled"] = "true",
    };

    public World World { get; }

    public DemoEvents Provider => World.Use<DemoEvents>();

    public static async Task<CashWorld> NewAsync(StoreKind kind) => new(await World.NewAsync(kind, Settings));

    public ValueTask DisposeAsync() => World.DisposeAsync();

    /// <summary>An issued and posted invoice of two payees, 60 to 40, 10 % fee, 21 % tax.</summary>
    public Task<Invoice> IssueAsync(string number, long grossMinor, string currency = "EUR") =>
        IssueAsync(World.Services, number, grossMinor, currency);

    public static Task<Invoice> IssueAsync(
        IServiceProvider services, string number, long grossMinor, string currency = "EUR",
        params IReadOnlyList<PayeeShare> shares) =>
        IssueToAsync(services, "Nordwind AG", number, new Money(grossMinor, Currency.Of(currency)), shares);

    /// <summary>An issued and posted invoice of a buyer of its own.</summary>
    public static async Task<Invoice> IssueToAsync(
        IServiceProvider services, string buyer, string number, Money gross, params IReadOnlyList<PayeeShare> shares)
    {
        var now = services.GetRequiredService<NodaTime.IClock>().GetCurrentInstant();
        await using var db = await services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var invoice = await AnInvoiceAsync(
            db, buyer, number, gross, shares is [] ? [new(Ada, 60), new(Bob, 40)] : shares, now);
        db.Add(invoice);
        await db.SaveChangesAsync();
        await services.GetRequiredService<JournalWriter>().WriteAsync(db, [IssueDraft(invoice, now)], now, default);
        await transaction.CommitAsync();
        return invoice;
    }

    /// <summary>Delivers in the given order, then lets the sweep work until nothing moves any more.</summary>
    public async Task DeliverAsync(IEnumerable<SandboxDelivery> deliveries)
    {
        foreach (var delivery in deliveries)
            await Provider.DeliverAsync(delivery.EventId, delivery.Body);
        for (var round = 0; round < 4; round++)
        {
            await Provider.SweepAsync();
            World.Clock.Advance(Duration.FromMinutes(5));
        }
    }

    /// <summary>Balances by account, payee and invoice, without what is zero.</summary>
    public async Task<Dictionary<string, long>> BalancesAsync()
    {
        await using var db = await World.DbAsync();
        var lines = await db.Set<JournalLine>().AsNoTracking().ToListAsync();
        return lines.GroupBy(line => $"{(int)line.Account} {line.Currency} {NameOf(line.PayeeId)}".Trim())
            .Select(group => (group.Key, Minor: group.Sum(line => line.AmountMinor))).Where(row => row.Minor != 0)
            .OrderBy(row => row.Key, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.Minor);
    }

    public async Task<Dictionary<InboxState, int>> InboxAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<InboxEvent>().GroupBy(row => row.State).ToDictionaryAsync(group => group.Key, group => group.Count());
    }

    public static string NameOf(PayeeId? payee) => payee is null ? "" : payee == Ada ? "Ada" : payee == Bob ? "Bob" : "?";

    public static SandboxPayment Payment(string reference, string? invoice, long minor, Instant at, Rail rail = Rail.Card,
        string currency = "EUR") =>
        new(new PaymentOrder(invoice, null, rail, new Money(minor, Currency.Of(currency))), reference, at);

    private static async Task<Invoice> AnInvoiceAsync(
        OpsDbContext db, string name, string number, Money price, IReadOnlyList<PayeeShare> shares, Instant now)
    {
        var code = "M" + number.Replace("-", "", StringComparison.Ordinal);
        var market = Market.Create(new(Guid.CreateVersion7()), code, "DE", "Germany",
            new(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100)).Value;
        var program = ProgramScheme.Create(new(Guid.CreateVersion7()), code, "Works").Value;
        var buyer = Buyer.Create(
            new(Guid.CreateVersion7()), World.Ireland,
            new(name, "ap@nordwind.test", "DE", "Hafenstrasse 9, Hamburg", "DE811111111")).Value;
        var stage = new PlannedItem(new(Guid.CreateVersion7()), PlanItemKind.Milestone, "Stage", AmountBasis.Fixed, price.Minor,
            Criteria: "Works");
        var commercials = new Commercials(
            price, 1000, 2100, Terms.Net(14), ClearingWay.ProRata, shares, [stage]);
        var contract = Contract.Open(
            new(Guid.CreateVersion7()), "C-" + number, BillingModel.Milestone, new(World.Ireland, buyer.Id, program.Id, market),
            commercials,
            ContractSnapshot.Of("{}", "quotes", "Q" + number, now, "buyer@example.com").Value, new ContractAnchors(),
            new(Guid.CreateVersion7()), null, now).Value;
        db.AddRange(market, program, buyer);
        await db.SaveChangesAsync();
        db.Add(contract);
        await db.SaveChangesAsync();
        var item = contract.Current.Items.Single();
        var amounts = InvoiceAmounts.Of(contract, contract.Current, item, new AdvanceStand([], price.Minor, 0));
        var invoice = Invoice.Draft(new(Guid.CreateVersion7()),
            new InvoiceBasis(contract, contract.Current, item, null, amounts));
        Done(invoice.Issue(number, default, now, new LocalDate(2026, 3, 2), new LocalDate(2026, 3, 16)));
        return invoice;
    }

    private static EntryDraft IssueDraft(Invoice invoice, Instant now) =>
        PostingRules.Draft(EventFamily.InvoicedEntityOwesTax, new PostingFacts
    {
        LegalEntityId = invoice.LegalEntityId,
        Currency = invoice.Currency,
        PostingKey = PostingKeys.InvoiceIssued(invoice.Id),
        EffectiveAt = now,
        Trace = new TraceKeys { ContractId = invoice.ContractId, PlanItemId = invoice.PlanItemId, InvoiceId = invoice.Id },
        Amounts = new PostingAmounts { G = invoice.GrossMinor, F = invoice.FeeMinor, V = invoice.TaxMinor },
        Parts = [.. invoice.Shares.Select(share => new PayeePart(share.PayeeId, share.AmountMinor, invoice.Id))],
    }).Value;
}
