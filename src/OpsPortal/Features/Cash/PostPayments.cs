using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Events;

namespace OpsPortal.Features.Cash;

/// <summary>
/// Takes confirmed payments as receipts and applies them by exact reference. On arrival it does so for a whole group at once, with as many
/// questions to the database for one payment as for a hundred; what is not certain is left to the sweep, which opens a case.
/// </summary>
[Part]
internal sealed class PostPayments(JournalWriter journal, ProviderEntities entities)
{
    /// <summary>Posts the certain ones; for each that was posted the company whose it is.</summary>
    public async Task<IReadOnlyList<LegalEntityId?>> PostCertainAsync(Work work, IReadOnlyList<ProviderEvent> events)
    {
        var known = await LoadAsync(work, events);
        var posted = new LegalEntityId?[events.Count];
        var drafts = new List<EntryDraft>(events.Count * 2);
        foreach (var i in Enumerable.Range(0, events.Count).Order(Comparer<int>.Create((a, b) => OccurrenceOrder.Compare(events[a], events[b]))))
        {
            if (known.IsTaken(events[i]) || known.Judge(events[i]) is var judged && (judged.IsRefused || judged.Value < events[i].AmountMinor))
                continue;
            var (receipt, made, _) = Post(work, known, events[i]);
            drafts.AddRange(made);
            posted[i] = receipt.LegalEntityId;
        }

        if (drafts.Count > 0)
            await CashDesk.PostAsync(work, journal, drafts);
        return posted;
    }

    /// <summary>Takes one payment; what cannot be applied exactly stays unapplied and becomes a case.</summary>
    public async Task<HandlerAnswer> PostOneAsync(Work work, ProviderEvent happened)
    {
        var known = await LoadAsync(work, [happened]);
        if (known.IsTaken(happened))
            return HandlerAnswer.Done("The payment was taken before.");
        if (known.EntityOf(happened) is null)
            return HandlerAnswer.Wait("No legal entity is set up to which the payment could belong.");
        if (happened.AmountMinor <= 0)
            return HandlerAnswer.GiveUp(CashRefusals.NotPositive);
        var (receipt, drafts, refusal) = Post(work, known, happened);
        await CashDesk.PostAsync(work, journal, drafts);
        if (refusal is not null)
            await OpenCaseAsync(work, receipt, refusal);
        else if (receipt.UnappliedMinor > 0)
            await OpenCaseAsync(work, receipt, CashRefusals.MoreThanOpen(receipt.Unapplied));
        return HandlerAnswer.Done(refusal is null ? "Taken and applied by exact reference." : $"Taken as unapplied cash: {refusal.Why}");
    }

    private static (Receipt Receipt, List<EntryDraft> Drafts, Refusal? Refusal) Post(Work work, Known known, ProviderEvent happened)
    {
        var entity = known.EntityOf(happened)!.Value;
        var receipt = Receipt.Take(
            new ReceiptId(Guid.CreateVersion7()), entity, happened.Provider, happened.PaymentReference, happened.Rail,
            new Money(happened.AmountMinor, happened.Currency!.Value), Short(happened.InvoiceNumber), happened.OccurredAt).Value;
        work.Db.Add(receipt);
        known.Taken.Add((happened.Provider, happened.PaymentReference));
        var source = new CashSource(happened.EventId, work.RequestId, happened.OccurredAt);
        var drafts = new List<EntryDraft> { CashFacts.Taken(receipt, source) };
        var toApply = known.Judge(happened);
        if (toApply.IsRefused)
            return (receipt, drafts, toApply.Refusal);
        var applied = CashDesk.Apply(
            work, receipt, known.Invoices[happened.InvoiceNumber!], toApply.Value, known.Funding, ApplicationRule.ExactReference, null, source);
        if (applied.IsRefused)
            throw new InvalidOperationException(applied.Refusal.Text);
        drafts.Add(applied.Value);
        return (receipt, drafts, null);
    }

    private async Task<Known> LoadAsync(Work work, IReadOnlyList<ProviderEvent> events)
    {
        var byCode = await ProviderEntities.ByCodeAsync(work.Db, work.Ct);
        var references = events.Select(happened => happened.PaymentReference).Distinct().ToList();
        var taken = await work.Db.Set<Receipt>().AsNoTracking().Where(receipt => references.Contains(receipt.ProviderReference))
            .Select(receipt => new { receipt.Provider, receipt.ProviderReference }).ToListAsync(work.Ct);
        var numbers = events.Select(happened => happened.InvoiceNumber).Where(number => number is not null).Distinct().ToList();
        var invoices = numbers.Count == 0 ? [] : await work.Db.Set<Invoice>().Where(invoice => numbers.Contains(invoice.Number)).ToListAsync(work.Ct);
        return new Known(
            [.. taken.Select(row => (row.Provider, row.ProviderReference))],
            invoices.ToDictionary(invoice => invoice.Number!, StringComparer.Ordinal),
            byCode, entities, await Funding.ReadAsync(work.Db, invoices, work.Ct));
    }

    private static Task OpenCaseAsync(Work work, Receipt receipt, Refusal refusal) => work.OpenExceptionAsync(
        refusal.Code == "cash.no-reference" ? ExceptionType.MissingReference : ExceptionType.UnmatchedDeposit,
        refusal.Code, $"{receipt.Unapplied} by {Rails.Of(receipt.Rail).Name} is unapplied. {refusal.Why}", $"unapplied:{receipt.Id}",
        receipt.Unapplied,
        new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id, ProviderReference = receipt.ProviderReference });

    private static string? Short(string? number) => number is { Length: > 60 } ? number[..60] : number;

    private sealed record Known(
        HashSet<(string Provider, string Reference)> Taken, Dictionary<string, Invoice> Invoices, Dictionary<string, LegalEntityId> ByCode,
        ProviderEntities Entities, Funding Funding)
    {
        public bool IsTaken(ProviderEvent happened) => Taken.Contains((happened.Provider, happened.PaymentReference));

        /// <summary>The company the payer's provider names, else the invoice's, else the provider account's.</summary>
        public LegalEntityId? EntityOf(ProviderEvent happened)
        {
            if (happened.LegalEntityCode is { } code && ByCode.TryGetValue(code, out var named))
                return named;
            return InvoiceOf(happened)?.LegalEntityId ?? Entities.Default(happened.Provider, ByCode);
        }

        public Outcome<long> Judge(ProviderEvent happened)
        {
            if (EntityOf(happened) is not { } entity || happened.AmountMinor <= 0)
                return CashRefusals.NotPositive;
            var invoice = InvoiceOf(happened);
            return CashApplication.ToApply(
                entity, new Money(happened.AmountMinor, happened.Currency!.Value), happened.InvoiceNumber,
                invoice is null ? null : new InvoiceToPay(invoice.Number!, invoice.LegalEntityId, invoice.Currency, invoice.OpenMinor, invoice.TakesCash));
        }

        private Invoice? InvoiceOf(ProviderEvent happened) =>
            happened.InvoiceNumber is { } number ? Invoices.GetValueOrDefault(number) : null;
    }
}
