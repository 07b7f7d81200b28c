using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Demo;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Benchmarks;

/// <summary>Payees with invoices whose money is brought over as collected: made by the domain, written in bulk. A contract is
/// shared by twenty invoices.</summary>
internal sealed class PayableBooks(WebApplication portal, IReadOnlyDictionary<string, Actor> people)
{
    private const int InvoicesOfAContract = 20;
    private const long GrossMinor = 10_000;
    private static readonly Currency Euro = Currency.Of("EUR");
    private readonly Instant now = SystemClock.Instance.GetCurrentInstant();
    private readonly (ProgramScheme Program, Market Market, Buyer Buyer) parties = Parties();
    private int made;

    public static async Task<PayableBooks> NewAsync(WebApplication portal)
    {
        await using var db = await BenchStore.DbAsync(portal);
        var books = new PayableBooks(portal, await DemoPeople.MakeAsync(db,
            [Template.Ireland], SystemClock.Instance.GetCurrentInstant(), CancellationToken.None));
        db.AddRange(books.parties.Program, books.parties.Market, books.parties.Buyer);
        await DefaultPolicies.AddAsync(db, CancellationToken.None);
        return books;
    }

    public Actor As(string account) => people[account];

    public T Use<T>()
        where T : notnull => portal.Services.GetRequiredService<T>();

    /// <summary>A fresh proof of identity for one action on one content.</summary>
    public Task ProveAsync(Actor by, string action, Guid subject, string hash) => InOneAsync(async db =>
    {
        db.Add(new StepUp(Guid.CreateVersion7(), by.Person, by.Session!.Value, action, subject, hash, "password",
            SystemClock.Instance.GetCurrentInstant()));
        await db.SaveChangesAsync();
    });

    /// <summary>Payees with so many invoices each. Of those that are not all clear each fifth lacks a gate, of each seventh
    /// nothing is collected, and each four hundredth has an open case.</summary>
    public async Task<IReadOnlyList<PayeeId>> AddAsync(int count, int invoicesEach, bool allClear)
    {
        var payees = Enumerable.Range(made + 1, count).Select(n => Payee.Create(
            new PayeeId(Guid.CreateVersion7()), Template.Ireland,
            new PayeeParticulars($"Payee {n}", "IE", PayeeKind.Individual, $"p{n}@x.test")).Value).ToList();
        await InOneAsync(async db =>
        {
            await BulkInsert.StreamAsync(db, payees, default);
            await BulkInsert.StreamAsync(db, payees.Select(AccountOf), default);
            await BulkInsert.StreamAsync(db, payees.SelectMany((payee, i) => GatesOf(payee, allClear || i % 5 != 0)), default);
        });
        foreach (var some in payees.SelectMany((payee, i) => Enumerable.Repeat((payee.Id, IsCollected: allClear || i % 7 != 0),
            invoicesEach)).Chunk(5_000))
            await AddInvoicesAsync(some, allClear);
        made += count;
        await InOneAsync(db => db.Database.ExecuteSqlAsync($"ANALYZE"));
        return payees.ConvertAll(payee => payee.Id);
    }

    private async Task AddInvoicesAsync((PayeeId Payee, bool IsCollected)[] some, bool allClear)
    {
        var contracts = some.Chunk(InvoicesOfAContract).Select(group => ContractOf(group[0].Payee)).ToList();
        await using (var db = await BenchStore.DbAsync(portal))
        {
            db.AddRange(contracts);
            await db.SaveChangesAsync();
        }

        var invoices = some.Select((_, i) => InvoiceOf(contracts[i / InvoicesOfAContract], i % InvoicesOfAContract)).ToList();
        await InOneAsync(async db =>
        {
            await BulkInsert.StreamAsync(db, invoices, default);
            await Use<JournalWriter>().WriteAsync(
                db, [.. some.Select((each, i) => BroughtOver(invoices[i], each.Payee, each.IsCollected))], now, default);
            if (!allClear)
                await BulkInsert.StreamAsync(db, invoices.Where((_, i) => i % 400 == 0).Select(CaseOf), default);
        });
    }

    private async Task InOneAsync(Func<OpsDbContext, Task> work)
    {
        await using var db = await BenchStore.DbAsync(portal);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await work(db);
        await transaction.CommitAsync();
    }

    private PayeeAccount AccountOf(Payee payee)
    {
        var past = now - Duration.FromDays(20);
        var number = AccountNumber.Parse("DE89370400440532013000").Value;
        var details = new PayeeAccountDetails(payee.Name, number, $"protected {payee.Name}", "COBADEFFXXX", "DE", Euro);
        var account = PayeeAccount.Add(
            new PayeeAccountId(Guid.CreateVersion7()), payee.Id, details, null, As("ops").Person, past).Value;
        account.RecordCallBack(As("finance").Person, "called", past);
        return account;
    }

    private IEnumerable<GateRecord> GatesOf(Payee payee, bool isClear) =>
        new[] { GateKind.Kyc, GateKind.Aml, GateKind.Sanctions, GateKind.TaxForm }.Take(isClear ? 4 : 3)
            .Select(gate => GateRecord.Decide(new GateRecordId(Guid.CreateVersion7()), Template.Ireland, payee.Id,
                new GateDecision(gate, GateOutcome.Clear, 1) { Evidence = "case 7", DecidedByName = "benchmark" },
                null, now).Value);

    private Contract ContractOf(PayeeId payee)
    {
        var plan = Enumerable.Range(1, InvoicesOfAContract).Select(n => new PlannedItem(new PlanItemId(Guid.CreateVersion7()),
            PlanItemKind.Instalment, $"Part {n}", AmountBasis.Fixed, GrossMinor, DueOn: now.InUtc().Date)).ToList();
        var commercials = new Commercials(new Money(GrossMinor * plan.Count, Euro), 1000, 2100, Terms.Net(14),
            ClearingWay.ProRata, [new PayeeShare(payee, 1)], plan);
        return Contract.Open(
            new ContractId(Guid.CreateVersion7()), $"C-{Guid.CreateVersion7():N}", BillingModel.Instalments,
            new ContractParties(Template.Ireland, parties.Buyer.Id, parties.Program.Id, parties.Market), commercials,
            ContractSnapshot.Of("{}", "quotes", "Q", now, "b@x.test").Value, new ContractAnchors(),
            new ContractVersionId(Guid.CreateVersion7()), As("finance").Person, now).Value;
    }

    private Invoice InvoiceOf(Contract contract, int part)
    {
        var stage = contract.Current.Items[part];
        var amounts = InvoiceAmounts.Of(contract, contract.Current, stage, new AdvanceStand([], GrossMinor, 0));
        var invoice = Invoice.Draft(
            new InvoiceId(Guid.CreateVersion7()), new InvoiceBasis(contract, contract.Current, stage, null, amounts));
        var today = now.InUtc().Date;
        invoice.Issue($"B-{invoice.Id.Value.ToString("N")[12..]}", As("finance").Person, now, today, today);
        invoice.Apply(invoice.OpenMinor);
        return invoice;
    }

    private EntryDraft BroughtOver(Invoice invoice, PayeeId payee, bool isCollected)
    {
        var receipt = new ReceiptId(Guid.CreateVersion7());
        var family = isCollected ? EventFamily.OpeningHeldFunds : EventFamily.OpeningPayeeShare;
        return PostingRules.Draft(family, new PostingFacts
        {
            LegalEntityId = Template.Ireland, Currency = Euro, PostingKey = $"{family}:{invoice.Id}", EffectiveAt = now,
            Trace = new TraceKeys
            {
                ContractId = invoice.ContractId, InvoiceId = invoice.Id, ReceiptId = receipt, ProviderObject = "former system",
            },
            Amounts = new PostingAmounts(),
            Parts = [new PayeePart(payee, invoice.PayeeMinor, invoice.Id, isCollected ? receipt : null)],
        }).Value;
    }

    private ExceptionCase CaseOf(Invoice invoice) => new(
        new ExceptionId(Guid.CreateVersion7()), ExceptionType.RemittanceMismatch, "benchmark", "Something does not agree.",
        $"benchmark:{invoice.Id}", null, new ExceptionLinks { LegalEntityId = Template.Ireland, InvoiceId = invoice.Id }, now,
        ExceptionTypes.Of(ExceptionType.RemittanceMismatch));

    private static (ProgramScheme, Market, Buyer) Parties() => (
        ProgramScheme.Create(new ProgramId(Guid.CreateVersion7()), "P", "Program").Value,
        Market.Create(new MarketId(Guid.CreateVersion7()), "M", "IE", "Market",
            new MarketTerms(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100)).Value,
        Buyer.Create(new BuyerId(Guid.CreateVersion7()), Template.Ireland,
            new BuyerParticulars("Buyer", "b@x.test", "IE", "1 Quay, Dublin", "")).Value);
}
