using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>What a run of the engine looks at for one legal entity, read with a handful of questions whatever its size.</summary>
internal sealed record MatchingFacts(
    IReadOnlyList<IncomingPayment> Payments, IReadOnlyList<OpenInvoice> Invoices, MatchingRules Rules, int PolicyNumber,
    RankingWeights Weights)
{
    /// <summary>
    /// So long ago may an invoice have been issued on which nothing is open any more, paid or void, that a payment which names it
    /// is recognised, and its number is taken neither for an unknown one nor for a slip of another's.
    /// </summary>
    private const int EndedStayKnownDays = 400;

    public IReadOnlyList<MatchResult> Match() => MatchingEngine.Match(Payments, Invoices, Rules.Policy, Weights);

    public static async Task<MatchingFacts> ReadAsync(OpsDbContext db, LegalEntityId entity, Instant now, CancellationToken ct)
    {
        var waiting = db.Set<AllocationRequest>().Where(request => request.State == AllocationState.Waiting)
            .Select(request => request.ReceiptId);
        var unapplied = db.Set<Receipt>().AsNoTracking()
            .Where(receipt => receipt.LegalEntityId == entity && receipt.State == ReceiptState.Unapplied
                && receipt.UnappliedMinor > 0 && receipt.DisputedMinor == 0
                && receipt.UnappliedMinor + receipt.ReturnedMinor + receipt.LostMinor <= receipt.AmountMinor
                && !waiting.Contains(receipt.Id));
        var receipts = await unapplied.ToListAsync(ct);
        var takenBack = receipts.Count == 0 ? null : await TakenBackAsync(db, unapplied, ct);
        var (rules, number) = await MatchPolicies.InForceAsync(db, entity, now, ct);
        var weights = await db.Set<FeatureTally>().AsNoTracking().ToListAsync(ct);
        return new MatchingFacts(
            [.. receipts.Select(receipt => takenBack!.Contains(receipt.Id)
                ? PaymentOf(receipt) with { TakenBackFrom = takenBack[receipt.Id].ToHashSet() } : PaymentOf(receipt))],
            receipts.Count == 0 ? [] : await InvoicesAsync(db, entity, now, ct), rules, number,
            RankingWeights.Learned(weights.Select(tally => tally.Count)));
    }

    public static IncomingPayment PaymentOf(Receipt receipt) => new()
    {
        Id = receipt.Id.ToString(), Currency = receipt.Currency, GrossMinor = receipt.UnappliedMinor,
        PayerName = receipt.PayerName, PayerAccount = receipt.PayerAccount, VirtualAccount = receipt.VirtualAccount,
        EndToEndId = receipt.EndToEndId, StructuredReference = receipt.StructuredReference ?? receipt.InvoiceNumber,
        RemittanceText = receipt.Remittance, ValueDate = receipt.ValueDate ?? receipt.ReceivedAt.InUtc().Date,
    };

    /// <summary>The invoices that each receipt paid until it was taken back from them.</summary>
    private static async Task<ILookup<ReceiptId, string>> TakenBackAsync(
        OpsDbContext db, IQueryable<Receipt> unapplied, CancellationToken ct)
    {
        var rows = await (
            from application in db.Set<Application>()
            join receipt in unapplied on application.ReceiptId equals receipt.Id
            where application.ReversedAt != null
            select new { application.ReceiptId, application.InvoiceId }).ToListAsync(ct);
        return rows.ToLookup(row => row.ReceiptId, row => row.InvoiceId.ToString());
    }

    public static async Task<IReadOnlyList<OpenInvoice>> InvoicesAsync(
        OpsDbContext db, LegalEntityId entity, Instant now, CancellationToken ct)
    {
        var since = now.InUtc().Date.PlusDays(-EndedStayKnownDays);
        var rows = await (
            from invoice in db.Set<Invoice>().AsNoTracking()
            join contract in db.Set<Contract>().AsNoTracking() on invoice.ContractId equals contract.Id
            join buyer in db.Set<Buyer>().AsNoTracking() on invoice.BuyerId equals buyer.Id
            where invoice.LegalEntityId == entity && invoice.Number != null
                && (invoice.State == InvoiceState.Open || invoice.State == InvoiceState.PartiallyPaid
                    || invoice.IssuedOn >= since)
            select new
            {
                invoice.Id, invoice.Number, invoice.Currency, invoice.IssuedOn, invoice.DueOn,
                OpenMinor = invoice.State == InvoiceState.Open || invoice.State == InvoiceState.PartiallyPaid
                    ? invoice.OpenMinor : 0,
                Contract = contract.Number, contract.Anchors.ErpCustomerProject, contract.Anchors.ErpOrderItem,
                Buyer = buyer.MergedInto ?? buyer.Id, buyer.Name,
            }).ToListAsync(ct);
        var known = await KnownPayersAsync(db, entity, ct);
        var given = await VirtualAccountsAsync(db, entity, ct);
        var names = rows.ToLookup(row => row.Buyer, row => row.Name);
        var payers = rows.Select(row => row.Buyer).Distinct().ToDictionary(buyer => buyer, buyer => (
            Names: (IReadOnlyList<string>)[.. names[buyer].Distinct().Concat(known[buyer].Select(k => k.Name).OfType<string>())
                .Distinct()],
            Accounts: (IReadOnlyList<string>)[.. known[buyer].Select(k => k.Account).OfType<string>().Distinct()],
            Given: (IReadOnlyList<string>)[.. given[buyer]]));
        return [.. rows.Select(row => new OpenInvoice
        {
            Id = row.Id.ToString(), Number = row.Number!, Currency = row.Currency, OpenMinor = row.OpenMinor,
            IssuedOn = row.IssuedOn, DueOn = row.DueOn, Buyer = row.Buyer.ToString(), Names = payers[row.Buyer].Names,
            Accounts = payers[row.Buyer].Accounts, VirtualAccounts = payers[row.Buyer].Given, References =
            [
                .. new[] { row.Contract, row.ErpCustomerProject, row.ErpOrderItem }
                    .Where(text => !string.IsNullOrWhiteSpace(text)),
            ],
        })];
    }

    private static async Task<ILookup<BuyerId, string>> VirtualAccountsAsync(
        OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var rows = await (
            from account in db.Set<VirtualAccount>()
            join buyer in db.Set<Buyer>() on account.BuyerId equals buyer.Id
            where buyer.LegalEntityId == entity
            select new { Buyer = buyer.MergedInto ?? buyer.Id, account.Number }).ToListAsync(ct);
        return rows.ToLookup(row => row.Buyer, row => row.Number);
    }

    /// <summary>The names and accounts from which buyers have paid before.</summary>
    private static async Task<ILookup<BuyerId, (string? Name, string? Account)>> KnownPayersAsync(
        OpsDbContext db, LegalEntityId entity, CancellationToken ct)
    {
        var rows = await (
            from application in db.Set<Application>()
            join receipt in db.Set<Receipt>() on application.ReceiptId equals receipt.Id
            join invoice in db.Set<Invoice>() on application.InvoiceId equals invoice.Id
            join buyer in db.Set<Buyer>() on invoice.BuyerId equals buyer.Id
            where application.ReversedAt == null && receipt.LegalEntityId == entity
                && (receipt.PayerAccount != null || receipt.PayerName != null)
            select new { Buyer = buyer.MergedInto ?? buyer.Id, receipt.PayerName, receipt.PayerAccount })
            .Distinct().ToListAsync(ct);
        return rows.ToLookup(row => row.Buyer, row => ((string?)row.PayerName, (string?)row.PayerAccount));
    }
}

/// <summary>The matching policy of a legal entity.</summary>
internal static class MatchPolicies
{
    /// <summary>The rules that hold, with the number of their version; 0 for what was delivered.</summary>
    public static async Task<(MatchingRules Rules, int Number)> InForceAsync(
        OpsDbContext db, LegalEntityId entity, Instant at, CancellationToken ct)
    {
        var version = await db.Set<MatchPolicyVersion>().AsNoTracking()
            .Where(policy => policy.LegalEntityId == entity && policy.EffectiveFrom <= at)
            .OrderByDescending(policy => policy.Number).FirstOrDefaultAsync(ct);
        return version is null ? (MatchingRules.Delivered, 0) : (version.Rules, version.Number);
    }
}
