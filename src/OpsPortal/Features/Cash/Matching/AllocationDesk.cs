using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash.Repayments;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>How an allocation by a person ended: posted, or waiting for a second person.</summary>
internal sealed record Allocated(ReceiptId Receipt, IReadOnlyList<ApplicationId> Applications, bool Waits);

/// <summary>Allocates a receipt over invoices for a person, all or nothing, within the limit for one pair of eyes.</summary>
internal static class AllocationDesk
{
    /// <summary>Where an allocation is decided.</summary>
    public static string Path(ReceiptId receipt) => $"/cash?show=unapplied&receipt={receipt}";

    public static async Task<Outcome<Allocated>> AllocateAsync(
        Work work, MatchingRules rules, Receipt receipt, IReadOnlyList<AllocationPart> parts, string reason, ApplicationRule rule,
        bool giveUpDifference, JournalWriter journal)
    {
        if (parts.Count == 0)
            return MatchingRefusals.NothingChosen;
        if (parts.DistinctBy(part => part.Invoice).Count() < parts.Count)
            return MatchingRefusals.ChosenTwice;
        if (await IsWaitingAsync(work, receipt.Id))
            return MatchingRefusals.RequestWaits;
        var alone = await AloneAsync(work, receipt.Id) + parts.Sum(part => part.AmountMinor);
        if (alone <= rules.ManualLimit(receipt.Currency).Minor)
            return await PostAsync(work, rules, receipt, parts, reason, rule, giveUpDifference, journal);
        await AskAsync(work, new AllocationRequest(
            new AllocationRequestId(Guid.CreateVersion7()), receipt, parts, reason, work.Person.Id, work.Now));
        return new Allocated(receipt.Id, [], true);
    }

    /// <summary>Has a second person decide.</summary>
    public static Task AskAsync(Work work, AllocationRequest request)
    {
        work.Db.Add(request);
        work.Audit("Asked for allocation", "receipt", request.ReceiptId.Value, after: request.Total.ToString(),
            reason: request.Reason);
        return work.NotifyAsync(Permission.ApproveAllocation, request.LegalEntityId,
            $"An allocation of {request.Total} waits for your decision.", Path(request.ReceiptId),
            work.Person.Id);
    }

    public static async Task<Outcome<Allocated>> PostAsync(
        Work work, MatchingRules rules, Receipt receipt, IReadOnlyList<AllocationPart> parts, string reason, ApplicationRule rule,
        bool giveUpDifference, JournalWriter journal)
    {
        var ids = parts.Select(part => part.Invoice).ToList();
        var invoices = await work.Db.Set<Invoice>().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, work.Ct);
        var funding = await Funding.ReadAsync(work.Db, [.. invoices.Values], work.Ct);
        var source = new CashSource(null, work.RequestId, work.Now);
        var drafts = new List<EntryDraft>();
        foreach (var part in parts)
        {
            if (!invoices.TryGetValue(part.Invoice, out var invoice) || !work.Sees(invoice.LegalEntityId))
                return CashRefusals.UnknownInvoice(part.Number);
            var judged = CashApplication.ToApply(receipt.LegalEntityId, receipt.Unapplied, invoice.Number, new InvoiceToPay(
                invoice.Number!, invoice.LegalEntityId, invoice.Currency, invoice.OpenMinor, invoice.TakesCash));
            if (judged.IsRefused)
                return judged.Refusal;
            var draft = CashDesk.Apply(work, receipt, invoice, part.AmountMinor, funding, rule, reason, source);
            if (draft.IsRefused)
                return draft.Refusal;
            drafts.Add(draft.Value);
            if (!giveUpDifference || invoice.OpenMinor == 0)
                continue;
            var given = await ToleranceDesk.GiveUpAsync(
                work, receipt, invoice, rules.Policy.ToleranceOf(invoice.Currency), funding, reason, source);
            if (given.IsRefused)
                return given.Refusal;
            drafts.Add(given.Value);
        }

        var made = work.Db.ChangeTracker.Entries<Application>().Where(entry => entry.State == EntityState.Added)
            .Select(entry => entry.Entity.Id).ToList();
        work.Audit("Applied receipt", "receipt", receipt.Id.Value,
            after: string.Join(", ", parts.Select(part => $"{part.Number}: {new Money(part.AmountMinor, receipt.Currency)}")),
            reason: reason);
        await CashDesk.PostAsync(work, journal, drafts);
        return new Allocated(receipt.Id, made, false);
    }

    /// <summary>What the person allocated of the receipt before: several small parts are not a way around the limit.</summary>
    public static async Task<long> AloneAsync(Work work, ReceiptId receipt)
    {
        var me = work.Person.Id;
        var applied = await work.Db.Set<Application>()
            .Where(made => made.ReceiptId == receipt && made.AppliedBy == me && made.ReversedAt == null)
            .SumAsync(made => made.AmountMinor, work.Ct);
        return applied + await RepaymentDesk.Standing(work.Db, receipt).SelectMany(entry => entry.Lines)
            .Where(line => line.Account == Account.UnappliedCash).SumAsync(line => line.AmountMinor, work.Ct);
    }

    public static Task<bool> IsWaitingAsync(Work work, ReceiptId receipt) => work.Db.Set<AllocationRequest>()
        .AnyAsync(request => request.ReceiptId == receipt && request.State == AllocationState.Waiting, work.Ct);
}
