using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Posts what the engine is certain of, on the one path that all applications take.</summary>
internal static class MatchPosting
{
    /// <summary>Posts all that the books still allow, and gives those back; the rest is left as it is.</summary>
    public static async Task<IReadOnlyList<MatchResult>> PostAsync(
        Work work, MatchingFacts facts, IReadOnlyCollection<MatchResult> certain, JournalWriter journal)
    {
        if (certain.Count == 0)
            return [];
        var receiptIds = certain.Select(result => new ReceiptId(Guid.Parse(result.PaymentId))).ToList();
        var invoiceIds = certain.SelectMany(result => result.Allocations)
            .Select(part => new InvoiceId(Guid.Parse(part.InvoiceId)))
            .Distinct().ToList();
        var receipts = await work.Db.Set<Receipt>().Where(r => receiptIds.Contains(r.Id))
            .ToDictionaryAsync(receipt => receipt.Id.ToString(), work.Ct);
        var invoices = await work.Db.Set<Invoice>().Where(i => invoiceIds.Contains(i.Id))
            .ToDictionaryAsync(invoice => invoice.Id.ToString(), work.Ct);
        var funding = await Funding.ReadAsync(work.Db, [.. invoices.Values], work.Ct);
        var drafts = new List<EntryDraft>();
        var posted = new List<MatchResult>();
        foreach (var result in certain.Where(result => Fits(result, receipts[result.PaymentId], invoices)))
        {
            var receipt = receipts[result.PaymentId];
            foreach (var part in result.Allocations)
                await ApplyAsync(work, facts, result, part, receipt, invoices[part.InvoiceId], funding, drafts);
            posted.Add(result);
        }

        await CashDesk.PostAsync(work, journal, drafts);
        return posted;
    }

    private static bool Fits(MatchResult result, Receipt receipt, Dictionary<string, Invoice> invoices) =>
        receipt.FreeMinor == result.Allocations.Sum(part => part.AmountMinor)
        && result.Allocations.All(part => part.AmountMinor > 0 && invoices[part.InvoiceId].TakesCash
            && invoices[part.InvoiceId].OpenMinor >= part.AmountMinor + part.DifferenceMinor);

    private static async Task ApplyAsync(
        Work work, MatchingFacts facts, MatchResult result, MatchAllocation part, Receipt receipt, Invoice invoice,
        Funding funding, List<EntryDraft> drafts)
    {
        var source = new CashSource(null, work.RequestId, work.Now);
        var reason = Words(result);
        var rule = result.Rule == MatchRule.ExactReference ? ApplicationRule.ExactReference : ApplicationRule.MatchedByRule;
        drafts.Add(CashFacts.Must(CashDesk.Apply(work, receipt, invoice, part.AmountMinor, funding, rule, reason, source)));
        if (part.DifferenceMinor > 0)
            drafts.Add(CashFacts.Must(await ToleranceDesk.GiveUpAsync(
                work, receipt, invoice, facts.Rules.Policy.ToleranceOf(invoice.Currency), funding, reason, source)));
    }

    private static string Words(MatchResult result)
    {
        var words = $"{MatchRules.Name(result.Rule)}: {string.Join(' ', result.Reasons)}";
        return words.Length <= 500 ? words : words[..500];
    }
}
