using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Features.Parties;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Banking;
using OpsPortal.Tests.Events;

namespace OpsPortal.EndToEnd.Cash;

/// <summary>How many of each kind a day brings: of the receipts what rules book, what a person confirms and what they must find
/// out; of the exceptions those that events and bank lines open.</summary>
internal sealed record DayPlan(
    int Certain, int Short, int Twins, int Over, int Nobody, int Unnamed, int FailedCharges, int DeadLetters, int Disputes,
    int Returns, int Warnings, int UnknownDebits)
{
    public static readonly DayPlan Whole = new(150, 32, 8, 2, 5, 3, 10, 3, 3, 2, 1, 3);

    public static readonly DayPlan Part = new(20, 4, 2, 1, 1, 1, 3, 2, 2, 1, 0, 2);

    public int Receipts => Certain + Short + Twins + Over + Nobody + Unnamed;

    /// <summary>Receipts that no rule books.</summary>
    public int ToDecide => Receipts - Certain;

    /// <summary>Money that nothing points at is a receipt to decide and a case in one.</summary>
    public int Exceptions =>
        Nobody + Unnamed + FailedCharges + DeadLetters + Disputes + Returns + Warnings + UnknownDebits;
}

/// <summary>A day's bank file and events as they come in, and what a person who asks around learns of the rest.</summary>
internal sealed class BusyDay
{
    private readonly PortalHost host;
    private readonly IReadOnlyDictionary<string, Actor> actors;
    private readonly StringBuilder lines = new();
    private int invoices;
    private long balance;

    private BusyDay(PortalHost host, IReadOnlyDictionary<string, Actor> actors) => (this.host, this.actors) = (host, actors);

    /// <summary>By what is unapplied: the invoice that the payer means.</summary>
    public Dictionary<string, string> Learned { get; } = [];

    public static Task<PortalHost> HostAsync() => PortalHost.NewAsync(settings: new Dictionary<string, string?>
    {
        ["Jobs:Enabled"] = "false", ["Demo:Enabled"] = "true", ["Providers:Sandbox:WebhookSecret"] = CashWorld.Secret,
    });

    public static async Task<BusyDay> InAsync(PortalHost host, DayPlan plan)
    {
        var day = new BusyDay(host, await Template.ActorsAsync(host.Store.Kind));
        day.Use<AppClock>().Set(Template.Now);
        Assert.Null((await day.Use<AddTreasuryAccount>().RunAsync(
            new(Template.Ireland, "Main account", BankSamples.Iban, "EUR", true), day.actors["controller1"], default)).Refusal);
        await day.ReceiveAsync(plan);
        await day.ImportAsync();
        await day.HearAsync(plan);
        return day;
    }

    private async Task ReceiveAsync(DayPlan plan)
    {
        for (var i = 0; i < plan.Certain; i++)
            Credit(120_00 + i, (await IssueAsync($"Steady {i} GmbH", 120_00 + i)), $"Steady {i} GmbH");
        for (var i = 0; i < plan.Short; i++)
            Credit(310_00 + i, await IssueAsync($"Bargain {i} Ltd", 350_00 + i), $"Bargain {i} Ltd");
        for (var i = 0; i < plan.Twins; i++)
        {
            await IssueAsync($"Twin {i} AG", 410_00 + i);
            await IssueAsync($"Twin {i} AG", 410_00 + i);
            Credit(410_00 + i, "Monthly fee", $"Twin {i} AG");
        }

        for (var i = 0; i < plan.Over; i++)
        {
            Credit(560_00 + (2 * i), await IssueAsync($"Ample {i} BV", 500_00 + i), $"Ample {i} BV");
            Learned[Words(60_00 + i)] = await IssueAsync($"Ample {i} Trading BV", 90_00 + i);
        }

        for (var i = 0; i < plan.Nobody; i++)
        {
            Credit(610_00 + i, "thank you", $"Private {i} person");
            Learned[Words(610_00 + i)] = await IssueAsync($"Household {i}", 780_00 + i);
        }

        for (var i = 0; i < plan.UnknownDebits; i++)
            Line(-(71_00 + i), "City treasury", $"Notice {i}");
    }

    private async Task HearAsync(DayPlan plan)
    {
        var provider = Use<DemoEvents>();
        for (var i = 0; i < plan.FailedCharges; i++)
            await provider.FailAsync(Card(await IssueAsync($"Declined {i} SAS", 800_00 + i), 800_00 + i));
        for (var i = 0; i < plan.DeadLetters; i++)
            await provider.DeliverAsync($"evt_broken_{i}", "{ \"type\": ");
        for (var i = 0; i < plan.Disputes; i++)
            await provider.DisputeAsync(await PaidAsync(i), Card(null, 900_00 + i));
        for (var i = 0; i < plan.Returns; i++)
            await provider.ReturnAsync(await PaidAsync(100 + i), Card(null, 1000_00 + i));
        for (var i = 0; i < plan.Warnings; i++)
            await WarnAsync(await PaidAsync(200 + i), 1100_00 + i);
        for (var i = 0; i < plan.Unnamed; i++)
        {
            await provider.PayAsync(Card(null, 210_00 + i));
            Learned[Words(210_00 + i)] = await IssueAsync($"Silent {i} Oy", 290_00 + i);
        }

        await provider.SweepAsync();
    }

    private async Task<string> PaidAsync(int at)
    {
        var minor = (at / 100 * 100_00) + 900_00 + (at % 100);
        return await Use<DemoEvents>().PayAsync(Card(await IssueAsync($"Card {at} SpA", minor), minor));
    }

    private async Task WarnAsync(string reference, long minor)
    {
        var now = Use<AppClock>().GetCurrentInstant();
        var payment = new SandboxPayment(Card(null, minor), reference, now) { DisputeReference = $"warn_{minor}" };
        var warning = SandboxEvents.Warning(payment, "fraud_warning.created", now);
        await Use<DemoEvents>().DeliverAsync(warning.EventId, warning.Body);
    }

    private async Task ImportAsync()
    {
        var closing = (balance / 100m).ToString("0.00", CultureInfo.InvariantCulture);
        var file = BankSamples.Camt(lines.ToString(), opening: "0.00", closing: closing);
        var taken = await Use<ImportBankStatement>().RunAsync(
            new("monday.xml", new MemoryStream(Encoding.UTF8.GetBytes(file))), actors["finance"], default);
        Assert.Null(taken.Outcome.Refusal);
    }

    private void Credit(long minor, string words, string payer) => Line(minor, payer, words);

    private void Line(long minor, string party, string words)
    {
        balance += minor;
        lines.Append(BankSamples.Entry(
            (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture),
            BankSamples.Paid(words, party, endToEnd: "NOTPROVIDED", account: ""), $"R-{lines.Length}"));
    }

    private async Task<string> IssueAsync(string buyer, long minor)
    {
        var number = $"IE-2026-{++invoices:00000}";
        await CashWorld.IssueToAsync(host.Services, buyer, number, new Money(minor, Currency.Of("EUR")));
        return number;
    }

    private T Use<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    private static PaymentOrder Card(string? invoice, long minor) =>
        new(invoice, "IE01", Rail.Card, new Money(minor, Currency.Of("EUR")));

    private static string Words(long minor) => new Money(minor, Currency.Of("EUR")).ToString();
}
