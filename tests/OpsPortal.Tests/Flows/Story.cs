using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Cash;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;
using OpsPortal.Tests.Events;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Flows;

/// <summary>A contract with an advance, and what happens to it at random: billed, paid, settled, returned, disputed,
/// credited.</summary>
internal sealed class Story : IAsyncDisposable
{
    private readonly CashWorld cash;
    private readonly Random random;
    private readonly Dictionary<string, SandboxPayment> payments = [];
    private readonly List<SandboxDelivery> told = [];
    private IReadOnlyList<PlanItem> plan = [];

    private Story(CashWorld cash, int seed)
    {
        this.cash = cash;
        random = new Random(seed);
    }

    public World World => cash.World;

    public static async Task<Story> NewAsync(StoreKind kind, int seed)
    {
        var story = new Story(await CashWorld.NewAsync(kind), seed);
        story.plan = await BillingWorld.In(story.World).ContractAsync($"C-{seed}");
        return story;
    }

    public ValueTask DisposeAsync() => cash.DisposeAsync();

    public async Task<List<Invoice>> InvoicesAsync()
    {
        await using var db = await World.DbAsync();
        return await db.Set<Invoice>().AsNoTracking().OrderBy(invoice => invoice.Number).ToListAsync();
    }

    /// <summary>Does one thing that is possible now, and says what.</summary>
    public async Task<string> StepAsync()
    {
        var open = (await InvoicesAsync()).Where(invoice => invoice.TakesCash).ToList();
        var act = random.Next(10);
        if (act <= 1 || open.Count == 0)
            await IssueAsync(null);
        else if (act <= 4)
            await PaySomeAsync(open[random.Next(open.Count)]);
        else if (act == 5)
            await UnapplyAsync();
        else if (act == 6)
            await CreditAsync(open[random.Next(open.Count)].Id, 1 + random.Next(9_000));
        else
            await TellAsync(act);
        return $"step {act}";
    }

    public async Task IssueAsync(PlanItemKind? kind)
    {
        var billed = (await InvoicesAsync()).Where(invoice => invoice.State != InvoiceState.Void)
            .Select(invoice => invoice.PlanItemId).ToList();
        var next = plan.FirstOrDefault(stage => !billed.Contains(stage.Id) && (kind ?? stage.Kind) == stage.Kind);
        if (next is not null)
            await World.Use<IssueInvoice>().RunAsync(new IssueInvoice.Command(next.Id), World.As(Role.Finance), default);
    }

    public Task PayAsync(Invoice invoice, long minor, string reference)
    {
        var payment = CashWorld.Payment(reference, invoice.Number, minor, World.Now);
        payment.DisputeReference = $"dp_{reference}";
        payments[reference] = payment;
        return DeliverAsync(SandboxEvents.Payment(payment, "payment.succeeded", minor, World.Now));
    }

    public Task ReturnAsync(string reference, long minor) =>
        DeliverAsync(SandboxEvents.Payment(payments[reference], "payment.returned", minor, World.Now, "R01"));

    public Task<Outcome<CreditNoteId>> CreditAsync(InvoiceId invoice, long minor) => World.Use<CreditInvoice>().RunAsync(
        new CreditInvoice.Command(invoice, minor, "Agreed with the buyer."), World.As(Role.Finance), default);

    public Task<Outcome<InvoiceId>> VoidAsync(InvoiceId invoice) => World.Use<VoidInvoice>().RunAsync(
        new VoidInvoice.Command(invoice, "Issued in error."), World.As(Role.Finance), default);

    private Task PaySomeAsync(Invoice invoice)
    {
        var minor = random.Next(3) == 0 ? invoice.OpenMinor + random.Next(50) : 1 + random.Next((int)invoice.OpenMinor);
        return PayAsync(invoice, minor, $"pay_{payments.Count}");
    }

    private async Task UnapplyAsync()
    {
        await using var db = await World.DbAsync();
        var application = await db.Set<Application>().AsNoTracking().Where(a => a.ReversedAt == null).OrderBy(a => a.AppliedAt)
            .FirstOrDefaultAsync();
        if (application is not null)
            await World.Use<UnapplyReceipt>().RunAsync(
                new UnapplyReceipt.Command(application.Id, "It was for another invoice."), World.As(Role.Ops), default);
    }

    /// <summary>The provider's word on a payment, new or told before.</summary>
    private async Task TellAsync(int act)
    {
        if (payments.Count == 0)
            return;
        var payment = payments.Values.ElementAt(random.Next(payments.Count));
        await DeliverAsync((act, random.Next(4)) switch
        {
            (7, _) => SandboxEvents.Payment(payment, "balance.available", payment.AmountMinor, World.Now),
            (8, 0) => SandboxEvents.Dispute(payment, "dispute.opened", World.Now, null),
            (8, _) => SandboxEvents.Dispute(payment, "dispute.closed", World.Now, random.Next(2) == 0),
            (9, 0) => SandboxEvents.Payment(payment, "payment.returned", 1 + random.Next((int)payment.AmountMinor), World.Now,
                "R01"),
            _ => told[random.Next(told.Count)],
        });
    }

    private async Task DeliverAsync(SandboxDelivery delivery)
    {
        told.Add(delivery);
        await cash.Provider.DeliverAsync(delivery.EventId, delivery.Body);
        World.Clock.Advance(Duration.FromMinutes(1));
        await cash.Provider.SweepAsync();
    }
}
