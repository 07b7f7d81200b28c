using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Demo;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Close;
using OpsPortal.Features.Parties;
using OpsPortal.Features.Reconciliation;
using OpsPortal.Features.Sandbox;
using OpsPortal.Identity;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Banking;
using OpsPortal.Tests.Events;

namespace OpsPortal.EndToEnd.Close;

/// <summary>
/// February 2026 of one company, seen on 2 March: two payments by card and two by bank. The bank told of its credit of the 27th,
/// but the statement of that day is not in; the provider's report holds one row twice.
/// </summary>
internal sealed class PlantedMonth
{
    public const string Path = "/close/IE01/2026-02";
    public const string BankScope = "IE01: Bank to subledger, Main account, EUR";
    public const string ProviderScope = "IE01: Provider to subledger, Balance at sandbox, EUR";

    /// <summary>A third controller, so that two people may sign what finance prepared and another reviewed.</summary>
    public const string Third = "controller3";

    private static readonly Instant Thursday = Instant.FromUtc(2026, 2, 26, 10, 0);
    private static readonly Instant Friday = Instant.FromUtc(2026, 2, 27, 10, 0);

    private readonly PortalHost host;
    private readonly IReadOnlyDictionary<string, Actor> actors;
    private readonly PayeeId payee = new(Guid.CreateVersion7());

    private PlantedMonth(PortalHost host, IReadOnlyDictionary<string, Actor> actors) => (this.host, this.actors) = (host, actors);

    /// <summary>The provider's reference of the payment that its report holds twice.</summary>
    public string Doubled { get; private set; } = "";

    /// <summary>The bank's statement of the 27th, which nobody has brought in yet.</summary>
    public static string MissingStatement => BankSamples.Camt(
        CreditOf27th, opening: "600.00", closing: "1080.00", day: "2026-02-27", id: "S-27");

    private static string CreditOf27th => BankSamples.Entry(
        "480.00", BankSamples.Paid("Invoice IE-2026-00004", endToEnd: "E2E-2"), "R-2", day: "2026-02-27");

    private static string Notification => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
        <GrpHdr><MsgId>M-2</MsgId><CreDtTm>2026-02-27T12:00:00</CreDtTm></GrpHdr>
        <Ntfctn><Id>N-27</Id><CreDtTm>2026-02-27T12:00:00</CreDtTm>
        <Acct><Id><IBAN>{BankSamples.Iban}</IBAN></Id><Ccy>EUR</Ccy></Acct>
        {CreditOf27th}</Ntfctn>
        </BkToCstmrDbtCdtNtfctn></Document>
        """;

    public static Task<PortalHost> HostAsync() => PortalHost.NewAsync(settings: new Dictionary<string, string?>
    {
        ["Demo:Enabled"] = "true", ["Providers:Sandbox:WebhookSecret"] = CashWorld.Secret,
    });

    public static async Task<PlantedMonth> InAsync(PortalHost host)
    {
        var month = new PlantedMonth(host, await Template.ActorsAsync(host.Store.Kind));
        month.Use<AppClock>().Set(Thursday);
        await month.AddPeopleAsync();
        Done(await month.Use<AddTreasuryAccount>().RunAsync(
            new(Template.Ireland, "Main account", BankSamples.Iban, "EUR", true), month.actors["controller1"], default));
        month.Use<DemoEvents>().Keeps = true;
        month.Doubled = await month.PayAsync("IE-2026-00001", 121_00);
        await month.IssueAsync("IE-2026-00003", 600_00);
        await month.IssueAsync("IE-2026-00004", 480_00);
        await month.IssueAsync("IE-2026-00005", 75_00);
        await month.IssueAsync("IE-2026-00006", 30_00);
        await month.ImportAsync("february-26.xml", BankSamples.Camt(
            BankSamples.Entry("600.00", BankSamples.Paid("Invoice IE-2026-00003"), "R-1", day: "2026-02-26"),
            opening: "0.00", closing: "600.00", day: "2026-02-26", id: "S-26"));
        month.Use<AppClock>().Set(Friday);
        await month.PayAsync("IE-2026-00002", 50_00);
        await month.ImportAsync("notification-27.xml", Notification);
        Done(await month.Use<SetCheckpoint>().RunAsync(
            new(Template.Ireland, "provider-report", false), month.actors["controller1"], default));
        month.Use<AppClock>().Set(Template.Now);
        await month.BringInDoubledReportAsync();
        Done(await month.Use<KeepCheckpoints>().RunAsync(Actor.System("test"), default));
        return month;
    }

    /// <summary>The provider tells of a payment of the 27th only now; gives its reference.</summary>
    public async Task<string> ComeLateAsync(string invoice, long minor)
    {
        var happened = Friday + Duration.FromHours(9);
        var order = new PaymentOrder(invoice, null, Rail.SepaCredit, new Money(minor, Currency.Of("EUR")));
        var payment = new SandboxPayment(order, $"pay_late_{invoice}", happened);
        var delivery = SandboxEvents.Payment(payment, "payment.succeeded", minor, happened);
        await Use<DemoEvents>().DeliverAsync(delivery.EventId, delivery.Body);
        await Use<DemoEvents>().SweepAsync();
        delivery.Claim(Template.Now);
        delivery.Answered("200", taken: true, Template.Now);
        await using var db = await DbAsync();
        db.Add(delivery);
        await db.SaveChangesAsync();
        return payment.Reference;
    }

    /// <summary>The provider's own report of the month, as it would be downloaded now.</summary>
    public async Task<string> ReportAsync() => Encoding.UTF8.GetString(Done(await Use<MakeBalanceReport>().RunAsync(
        Template.Ireland, new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28), actors["finance"], default)).Bytes);

    public async Task<JournalEntry> EntryOfAsync(string reference)
    {
        await using var db = await DbAsync();
        return await db.Set<JournalEntry>().AsNoTracking()
            .FirstAsync(entry => entry.ProviderObject == reference && entry.Family == EventFamily.PaymentSucceeded);
    }

    public async Task<ReconciliationBreak> BreakOfAsync(BreakKind kind)
    {
        await using var db = await DbAsync();
        return await db.Set<ReconciliationBreak>().AsNoTracking().SingleAsync(one => one.Kind == kind);
    }

    private T Use<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    private Task<OpsDbContext> DbAsync() => Use<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();

    private async Task AddPeopleAsync()
    {
        await using var db = await DbAsync();
        db.Add(Payee.Create(
            payee, Template.Ireland, new PayeeParticulars("Ada Byron", "IE", PayeeKind.Individual, "ada@x.test")).Value);
        var person = new Person(new PersonId(Guid.CreateVersion7()), "Clara Third", $"{Third}@demo.test");
        Done(person.SetRoles([Role.Controller], default, Template.Now - RoleCooling.Wait));
        person.SetEntities([Template.Ireland]);
        var account = NewAccount.Of(person);
        account.EmailConfirmed = true;
        account.PasswordHash = DemoPeople.PasswordHash;
        db.AddRange(person, account);
        await db.SaveChangesAsync();
    }

    private Task IssueAsync(string number, long minor) =>
        CashWorld.IssueAsync(host.Services, number, minor, "EUR", new PayeeShare(payee, 1));

    private async Task<string> PayAsync(string invoice, long minor)
    {
        await IssueAsync(invoice, minor);
        var order = new PaymentOrder(invoice, null, Rail.Card, new Money(minor, Currency.Of("EUR")));
        var reference = await Use<DemoEvents>().PayAsync(order);
        await Use<DemoEvents>().SettleAsync(reference, order);
        return reference;
    }

    private async Task ImportAsync(string name, string text) => Done((await Use<ImportBankStatement>().RunAsync(
        new(name, new MemoryStream(Encoding.UTF8.GetBytes(text))), actors["finance"], default)).Outcome);

    private async Task BringInDoubledReportAsync()
    {
        var report = await ReportAsync();
        var row = report.Split('\n').Single(line => line.Contains($",payment,{Doubled},", StringComparison.Ordinal));
        var taken = await Use<ImportProviderReport>().RunAsync(
            new(Template.Ireland, ReportFormat.SandboxBalance, new LocalDate(2026, 2, 1), new LocalDate(2026, 2, 28),
                "february.csv", Encoding.UTF8.GetBytes($"{report}{row}\n")), actors["finance"], default);
        Done(taken.Outcome);
    }
}
