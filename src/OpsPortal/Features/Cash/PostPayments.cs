using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;
using OpsPortal.Features.Contracts;

namespace OpsPortal.Features.Cash;

/// <summary>
/// Takes confirmed payments as receipts and applies them by exact reference, written set by set: a group costs as many statements
/// as one. What is not certain is left to the sweep, which takes it as unapplied cash and opens a case.
/// </summary>
[Part]
internal sealed class PostPayments(ProviderEntities entities)
{
    public const string TakenBefore = "The payment was taken before.";
    private static readonly string[] UniqueReference = [nameof(Receipt.Provider), nameof(Receipt.ProviderReference)];
    private static readonly string[] PaidParts = [nameof(Invoice.State), nameof(Invoice.AppliedMinor), nameof(Invoice.OpenMinor)];

    public Task<PaymentFacts> ReadAsync(Work work, IReadOnlyCollection<ProviderEvent> events) =>
        PaymentFacts.ReadAsync(work, entities, events);

    /// <summary>
    /// Takes and applies payments that were judged certain, in the order in which they occurred; gives back those that had been
    /// taken before, of which nothing is written.
    /// </summary>
    public static async Task<IReadOnlyList<ProviderEvent>> PostCertainAsync(Work work, PaymentFacts facts,
        IEnumerable<ProviderEvent> certain)
    {
        List<ProviderEvent> ordered = [.. certain.Order(Comparer<ProviderEvent>.Create(OccurrenceOrder.Compare))];
        var receipts = ordered.Select(happened => Take(facts, happened, happened.AmountMinor)).ToList();
        var isNew = await BulkInsert.NewAsync(work.Db, receipts, UniqueReference, work.Ct);
        var posted = new Posted();
        foreach (var i in Enumerable.Range(0, ordered.Count).Where(i => isNew[i]))
            Post(work, facts, ordered[i], receipts[i], posted);
        await WriteAsync(work, facts, posted);
        return [.. ordered.Where((_, i) => !isNew[i])];
    }

    /// <summary>Takes one payment; what cannot be applied exactly stays unapplied and becomes a case.</summary>
    public async Task<HandlerAnswer> PostOneAsync(Work work, ProviderEvent happened)
    {
        var facts = await ReadAsync(work, [happened]);
        if (facts.EntityOf(happened) is null)
            return HandlerAnswer.Wait("No legal entity is set up to which the payment could belong.");
        if (happened.AmountMinor <= 0)
            return HandlerAnswer.GiveUp(CashRefusals.NotPositive);
        var toApply = facts.Judge(happened);
        var receipt = Take(facts, happened, toApply.IsRefused ? 0 : toApply.Value);
        if (!(await BulkInsert.NewAsync(work.Db, [receipt], UniqueReference, work.Ct))[0])
            return HandlerAnswer.Done(TakenBefore);
        var posted = new Posted();
        Post(work, facts, happened, receipt, posted);
        await WriteAsync(work, facts, posted);
        if (toApply.Refusal is { } refusal)
            await OpenCaseAsync(work, receipt, refusal);
        else if (receipt.UnappliedMinor > 0)
            await OpenCaseAsync(work, receipt, CashRefusals.MoreThanOpen(receipt.Unapplied));
        return HandlerAnswer.Done(
            toApply.IsRefused ? $"Taken as unapplied cash: {toApply.Refusal!.Why}" : "Taken and applied by exact reference.");
    }

    private static Receipt Take(PaymentFacts facts, ProviderEvent happened, long toApply)
    {
        var receipt = Receipt.Take(
            new ReceiptId(Guid.CreateVersion7()), facts.EntityOf(happened)!.Value, happened.Provider, happened.PaymentReference,
            happened.Rail, new Money(happened.AmountMinor, happened.Currency!.Value), Short(happened.InvoiceNumber),
            happened.OccurredAt).Value;
        receipt.With(new PaymentWords { PayerName = happened.PayerName, Remittance = happened.Remittance });
        if (toApply > 0)
            receipt.Apply(toApply).EnsureDone();
        return receipt;
    }

    private static void Post(Work work, PaymentFacts facts, ProviderEvent happened, Receipt receipt, Posted posted)
    {
        var source = new CashSource(happened.EventId, work.RequestId, happened.OccurredAt);
        posted.Drafts.Add(CashFacts.Taken(receipt, source));
        if (receipt.AppliedMinor == 0)
            return;
        var invoice = facts.InvoiceOf(happened)!;
        var used = CashDesk.Pay(work, receipt, invoice, receipt.AppliedMinor, facts.Funding, ApplicationRule.ExactReference, null,
            source);
        posted.Invoices.Add(invoice);
        posted.Applications.Add(used.Value.Application);
        posted.Drafts.Add(used.Value.Draft);
    }

    private static async Task WriteAsync(Work work, PaymentFacts facts, Posted posted)
    {
        List<Invoice> paid = [.. posted.Invoices];
        var written = await BulkRun.TogetherAsync(
            work.Db,
            [
                BulkUpdate.Unchanged(work.Db, paid, PaidParts),
                BulkInsert.All(work.Db, posted.Applications),
                .. JournalWriter.Statements(work.Db, posted.Drafts, facts.Books, work.Now),
                ContractSteps.Confirmed(work.Db, posted.Drafts),
            ],
            work.Ct);
        BulkUpdate.ThrowIfLost(paid, written[0]);
        if (written[2].Count < posted.Drafts.Count)
            throw new InvalidOperationException(
                "A receipt is new and an entry of it is not: the journal and the receipts do not agree.");
    }

    /// <summary>Names the trouble of a receipt that pays nothing, whoever finds it.</summary>
    public static string CaseOf(ReceiptId receipt) => $"unapplied:{receipt}";

    private static Task OpenCaseAsync(Work work, Receipt receipt, Refusal refusal) => work.OpenExceptionAsync(
        refusal.Code == "cash.no-reference" ? ExceptionType.MissingReference : ExceptionType.UnmatchedDeposit,
        refusal.Code, $"{receipt.Unapplied} by {Rails.Of(receipt.Rail).Name} is unapplied. {refusal.Why}",
        CaseOf(receipt.Id),
        receipt.Unapplied,
        new ExceptionLinks
        {
            LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id, ProviderReference = receipt.ProviderReference,
        });

    private static string? Short(string? number) => number is { Length: > 60 } ? number[..60] : number;

    private sealed record Posted
    {
        public List<Application> Applications { get; } = [];

        public HashSet<Invoice> Invoices { get; } = [];

        public List<EntryDraft> Drafts { get; } = [];
    }
}
