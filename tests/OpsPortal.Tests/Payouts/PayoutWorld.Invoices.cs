using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Tests.Payouts;

/// <summary>The invoices behind its money.</summary>
internal sealed partial class PayoutWorld
{
    public async Task PaidInvoiceAsync(int n, PayeeId payee, long grossMinor)
    {
        await using var db = await DbAsync();
        var contract = await ContractAsync(db, n, payee, grossMinor);
        var stage = contract.Current.Items.Single();
        var amounts = InvoiceAmounts.Of(contract, contract.Current, stage, new AdvanceStand([], grossMinor, 0));
        var invoice = Invoice.Draft(new InvoiceId(Guid.CreateVersion7()), new InvoiceBasis(contract, contract.Current, stage,
            null, amounts));
        var today = Now.InUtc().Date;
        Assert.False(invoice.Issue($"IE-2026-{n:D5}", As("finance").Person, Now, today, today).IsRefused);
        Assert.False(invoice.Apply(invoice.OpenMinor).IsRefused);
        db.Add(invoice);
        await db.SaveChangesAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await Use<JournalWriter>().WriteAsync(db, Postings(invoice, contract, payee, n), Now, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>A dispute is lost whose money the payee had been paid: the payee owes it to us.</summary>
    public async Task OweAsync(PayeeId payee, long minor)
    {
        await using var db = await DbAsync();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var lost = PostingRules.Draft(EventFamily.DisputeLost, new PostingFacts
        {
            LegalEntityId = World.Ireland, Currency = Euro, PostingKey = $"dispute-lost:test:{payee}", EffectiveAt = Now,
            Trace = new TraceKeys { ReceiptId = new(Guid.CreateVersion7()), DisputeId = new(Guid.CreateVersion7()) },
            Amounts = new PostingAmounts { A = minor },
            Parts = [new PayeePart(payee, minor, null, null, Account.RecoverableFromPayees)],
        }).Value;
        await Use<JournalWriter>().WriteAsync(db, [lost], Now, CancellationToken.None);
        await transaction.CommitAsync();
    }

    private async Task<Contract> ContractAsync(OpsDbContext db, int n, PayeeId payee, long grossMinor)
    {
        var program = ProgramScheme.Create(new ProgramId(Guid.CreateVersion7()), $"P{n}", $"Program {n}").Value;
        var terms = new MarketTerms(SellerOfRecord.Payee, TaxLiability.Entity, true, 2100);
        var market = Market.Create(new MarketId(Guid.CreateVersion7()), $"M{n}", "IE", $"Market {n}", terms).Value;
        var buyer = Buyer.Create(
            new BuyerId(Guid.CreateVersion7()), World.Ireland, new BuyerParticulars($"Buyer {n}", "b@x.test", "IE",
                "1 Quay, Dublin", "")).Value;
        var plan = new PlannedItem(new PlanItemId(Guid.CreateVersion7()), PlanItemKind.Closing, "All", AmountBasis.Fixed,
            grossMinor);
        var commercials = new Commercials(
            new Money(grossMinor, Euro), 1000, 2100, Terms.Net(14), ClearingWay.ProRata, [new PayeeShare(payee, 1)], [plan]);
        var contract = Contract.Open(
            new ContractId(Guid.CreateVersion7()), $"C-{n}", BillingModel.Milestone,
            new ContractParties(World.Ireland, buyer.Id, program.Id, market), commercials,
            ContractSnapshot.Of("{}", "quotes", $"Q-{n}", Now, "b@x.test").Value,
            new ContractAnchors(SetOffClause: n == 1 ? "" : "What the payee owes may be set off against what it is owed."),
            new ContractVersionId(Guid.CreateVersion7()), As("finance").Person, Now).Value;
        db.AddRange(program, market, buyer, contract);
        await db.SaveChangesAsync();
        return contract;
    }

    private List<EntryDraft> Postings(Invoice invoice, Contract contract, PayeeId payee, int n)
    {
        var receipt = new ReceiptId(Guid.CreateVersion7());
        var trace = new TraceKeys
        {
            ContractId = contract.Id, PlanItemId = invoice.PlanItemId, InvoiceId = invoice.Id, ReceiptId =
                receipt, ProviderObject = $"pi_{n}",
            ApplicationId = new OpsPortal.Domain.Shared.ApplicationId(Guid.CreateVersion7()),
        };
        var amounts = new PostingAmounts
        {
            G = invoice.GrossMinor, F = invoice.FeeMinor, V = invoice.TaxMinor, A = invoice.GrossMinor, N = invoice.GrossMinor,
        };
        return
        [
            .. new[]
            {
                EventFamily.InvoicedEntityOwesTax, EventFamily.PaymentSucceeded, EventFamily.CashApplied,
                    EventFamily.FundsAvailable,
            }.Select(family => PostingRules.Draft(family, new PostingFacts
            {
                LegalEntityId = invoice.LegalEntityId, Currency = Euro, PostingKey = $"{family}:{invoice.Id}", EffectiveAt =
                    Now,
                Trace = trace, Amounts = amounts, Held = Account.HeldPending,
                Parts = family == EventFamily.PaymentSucceeded
                    ? []
                    : [new PayeePart(payee, invoice.PayeeMinor, invoice.Id, receipt)],
            }).Value),
        ];
    }
}
