using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Events;

namespace OpsPortal.EndToEnd.Shell;

/// <summary>One demo with its history for a whole class, and one window for each account that looks at it.</summary>
public sealed class DemoDesk(Browser browser) : IAsyncLifetime
{
    private readonly Dictionary<string, Visitor> visitors = [];
    private PortalHost? host;
    private Uri? address;

    /// <summary>What stands in the place of an address's parameter: something of the demo that has much to show.</summary>
    private static readonly Dictionary<string, Func<OpsDbContext, Task<string>>> Examples = new()
    {
        ["/contracts/{Id:guid}"] = async db => $"/contracts/{await ContractAsync(db)}",
        ["/contracts/{Id:guid}/amend"] = async db => $"/contracts/{await ContractAsync(db)}/amend",
        ["/cash/{Id:guid}"] = async db => $"/cash/{(await db.Set<Receipt>().FirstAsync()).Id}",
        ["/cash/imports/{Id:guid}"] = async db => $"/cash/imports/{await BankFileAsync(db)}",
        ["/close/{EntityCode}/{Month}"] = async db =>
            $"/close/EU/{(await db.Set<PeriodClose>().FirstAsync(close => close.State == CloseState.Signed)).Name}",
        ["/cash/lines/{Id:guid}"] = async db => $"/cash/lines/{await LineAsync(db)}",
        ["/exceptions/incidents/{Id:guid}"] = async db => $"/exceptions/incidents/{await IncidentAsync(db)}",
        ["/disputes/{Id:guid}"] = async db => $"/disputes/{(await db.Set<DisputeCase>().FirstAsync()).Id}",
        ["/erp/exports/{Id:guid}"] = async db => $"/erp/exports/{(await db.Set<ErpHandover>().FirstAsync()).Id}",
        ["/events/{Id:guid}"] = async db => $"/events/{(await db.Set<InboxEvent>().FirstAsync()).Id}",
        ["/exceptions/{Id:guid}"] = async db => $"/exceptions/{(await db.Set<ExceptionCase>().FirstAsync()).Id}",
        ["/invoices/{Id:guid}"] = async db =>
            $"/invoices/{(await db.Set<Invoice>().FirstAsync(i => i.Number != null && i.OpenMinor > 0)).Id}",
        ["/insights/books/{Key}"] = _ => Task.FromResult("/insights/books/dso"),
        ["/insights/{Key}"] = _ => Task.FromResult("/insights/straight-through"),
        ["/ledger/accounts/{Code:int}"] = _ => Task.FromResult($"/ledger/accounts/{(int)Account.ProviderAvailable}"),
        ["/ledger/entries/{Id:guid}"] = async db => $"/ledger/entries/{(await db.Set<JournalEntry>().FirstAsync()).Id}",
        ["/ledger/journals/{Id:guid}"] = async db => $"/ledger/journals/{await JournalAsync(db)}",
        ["/milestones/{Id:guid}"] = async db =>
            $"/milestones/{(await db.Set<Milestone>().FirstAsync(m => m.State == MilestoneState.Submitted)).Id}",
        ["/payees/{Id:guid}"] = async db => $"/payees/{(await db.Set<Payee>().FirstAsync()).Id}",
        ["/payouts/batches/{Id:guid}"] = async db => $"/payouts/batches/{
            (await db.Set<PayoutBatch>().OrderBy(b => b.State == BatchState.Submitted ? 0 : 1).FirstAsync()).Id}",
        ["/reconciliation/{Id:guid}"] = async db =>
            $"/reconciliation/{(await db.Set<ReconciliationRun>().OrderByDescending(run => run.MatchCount).FirstAsync()).Id}",
        ["/reconciliation/reports/{Id:guid}"] = async db =>
            $"/reconciliation/reports/{(await db.Set<ProviderReport>().FirstAsync()).Id}",
        ["/reconciliation/trial-balances/{Id:guid}"] = async db =>
            $"/reconciliation/trial-balances/{(await db.Set<ErpTrialBalance>().FirstAsync()).Id}",
        ["/trace"] = async db => $"/trace?id={await PaidOutAsync(db)}",
        ["/{*path:nonfile}"] = _ => Task.FromResult("/nowhere/at/all"),
    };

    public Task InitializeAsync()
    {
        if (Browser.WhyNot is not null)
            return Task.CompletedTask;
        host = PortalHost.Demo();
        address = host.Listen();
        return Task.CompletedTask;
    }

    /// <summary>The window of an account; the first call signs it in. Null stands for a visitor who is not signed in.</summary>
    public async Task<Visitor> AsAsync(string? account)
    {
        if (visitors.TryGetValue(account ?? "", out var known))
            return known;
        var visitor = visitors[account ?? ""] = await browser.VisitAsync(address!, 1440);
        if (account is not null)
            await visitor.SignInAsync(account);
        return visitor;
    }

    /// <summary>The address of an example of this route.</summary>
    public async Task<string> AddressAsync(string route)
    {
        if (!Examples.TryGetValue(route, out var example))
        {
            Assert.False(route.Contains('{', StringComparison.Ordinal), $"Say in {nameof(DemoDesk)} what to show at {route}.");
            return route;
        }

        await using var db = await host!.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync();
        return await example(db);
    }

    public async Task DisposeAsync()
    {
        foreach (var visitor in visitors.Values)
            await visitor.DisposeAsync();
        if (host is not null)
            await host.DisposeAsync();
    }

    private static async Task<string> PaidOutAsync(OpsDbContext db) =>
        (await db.Set<PayoutItem>().Include(item => item.Sources)
            .FirstAsync(item => item.State == PayoutItemState.Paid)).Sources[0].InvoiceNumber;

    // The demo posts nothing by hand, so one is prepared here.
    private static async Task<BankLineId> LineAsync(OpsDbContext db)
    {
        var euro = Currency.Of("EUR");
        var entity = (await db.Set<LegalEntity>().FirstAsync()).Id;
        var account = TreasuryAccount.Create(
            new(Guid.CreateVersion7()), entity, "Second", "IE29AIBK93115212345678", euro, false).Value;
        var statement = new BankStatement(new(Guid.CreateVersion7()), await BankFileAsync(db), 2, new StatementHead());
        statement.BelongTo(account.Id, entity, euro);
        var line = new BankLine(new(Guid.CreateVersion7()), statement, "line-1", 1, 1, new StatementLine
        {
            AmountMinor = -2_000, Currency = euro, BookedOn = new LocalDate(2026, 3, 2), PartyName = "Landlord",
        });
        line.Classify(new LineVerdict(LineClass.UnclassifiedDebit, "debit that no rule knows", false), null);
        db.AddRange(account, statement, line);
        await db.SaveChangesAsync();
        return line.Id;
    }

    private static async Task<IncidentId> IncidentAsync(OpsDbContext db)
    {
        var incident = Incident.Open(new(Guid.CreateVersion7()), new IncidentOpening(
            IncidentKind.DuplicateCharge, "Charged twice", null, null), SystemClock.Instance.GetCurrentInstant()).Value;
        db.Add(incident);
        await db.SaveChangesAsync();
        return incident.Id;
    }

    private static async Task<BankFileId> BankFileAsync(OpsDbContext db)
    {
        var by = (await db.Set<Person>().FirstAsync()).Id;
        var file = new BankFile(
            new(Guid.CreateVersion7()), "march.xml", BankFileFormat.Camt, Guid.CreateVersion7().ToString("N"), 1_000, null, by,
            SystemClock.Instance.GetCurrentInstant());
        db.Add(file);
        var head = new StatementHead { Account = "BANKBOOK/77", Number = "7" };
        db.Add(new BankStatement(new(Guid.CreateVersion7()), file.Id, 1, head));
        await db.SaveChangesAsync();
        return file.Id;
    }

    private static async Task<ManualJournalId> JournalAsync(OpsDbContext db)
    {
        var entity = await db.Set<LegalEntity>().FirstAsync();
        var maker = (await db.Set<Domain.Access.Person>().FirstAsync(person => person.Email == "finance@demo.test")).Id;
        var now = SystemClock.Instance.GetCurrentInstant();
        var today = now.InUtc().Date;
        ManualLine[] lines = [new(1, ManualJournal.Allowed[^1], 5_000, null), new(2, ManualJournal.Allowed[^2], -5_000, null)];
        var ask = new ManualJournalAsk(entity.Id, Currency.Of("EUR"), today, "Accrual of audit fees", "Letter of engagement",
            lines);
        var journal = ManualJournal.Prepare(new(Guid.CreateVersion7()), ask, today, maker, now);
        Assert.False(journal.IsRefused, journal.Refusal?.Text);
        db.Add(journal.Value);
        await db.SaveChangesAsync();
        return journal.Value.Id;
    }

    private static async Task<ContractId> ContractAsync(OpsDbContext db) => (await db.Set<Contract>().FirstAsync()).Id;
}
