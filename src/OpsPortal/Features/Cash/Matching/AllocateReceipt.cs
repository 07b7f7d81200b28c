using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash.Repayments;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>A person splits a receipt over invoices by hand, with a reason; what is not used stays unapplied.</summary>
[UseCase]
internal sealed class AllocateReceipt(CommandRunner runner, JournalWriter journal)
{
    /// <param name="InvoiceNumber">As it stands on the document.</param>
    /// <param name="AmountMinor">Null for all that is open on it, as far as the receipt goes.</param>
    internal sealed record Part(string InvoiceNumber, long? AmountMinor);

    /// <param name="GiveUpDifference">Small rests of the invoices are given up within the tolerance.</param>
    internal sealed record Command(ReceiptId Receipt, IReadOnlyList<Part> Parts, string Reason, bool GiveUpDifference = false);

    public Task<Outcome<Allocated>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => AllocateAsync(work, command), ct);

    private async Task<Outcome<Allocated>> AllocateAsync(Work work, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        if (await work.SeenAsync<Receipt>(r => r.Id == command.Receipt) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        var numbers = command.Parts.Select(part => part.InvoiceNumber.Trim()).ToList();
        var known = await work.Db.Set<Invoice>().AsNoTracking().Where(i => numbers.Contains(i.Number!))
            .Select(i => new { i.Id, i.Number, i.OpenMinor })
            .ToDictionaryAsync(i => i.Number!, i => (i.Id, i.OpenMinor), work.Ct);
        if (numbers.FirstOrDefault(number => !known.ContainsKey(number)) is { } unknown)
            return CashRefusals.UnknownInvoice(unknown);
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        var left = receipt.FreeMinor - command.Parts.Sum(part => part.AmountMinor ?? 0);
        List<AllocationPart> parts = [.. command.Parts.Zip(numbers, (part, number) =>
            new AllocationPart(known[number].Id, number, part.AmountMinor ?? Fill(known[number].OpenMinor, ref left)))];
        if (receipt.WhyNotUse(parts.Sum(part => part.AmountMinor)) is { } refusal)
            return refusal;
        return await AllocationDesk.AllocateAsync(
            work, rules, receipt, parts, command.Reason.Trim(), ApplicationRule.ByHand, command.GiveUpDifference, journal);
    }

    private static long Fill(long open, ref long left)
    {
        var filled = Math.Min(open, left);
        left -= filled;
        return filled;
    }
}

/// <summary>A controller other than the first person decides an allocation above the limit.</summary>
[UseCase]
internal sealed class DecideAllocation(CommandRunner runner, JournalWriter journal)
{
    public Task<Outcome> ApproveAsync(AllocationRequestId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveAllocation, actor, work => ApproveAsync(work, id), ct);

    public Task<Outcome> RefuseAsync(AllocationRequestId id, string note, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApproveAllocation, actor, work => RefuseAsync(work, id, note), ct);

    private async Task<Outcome> ApproveAsync(Work work, AllocationRequestId id)
    {
        if (await FindAsync(work, id) is not { } request)
            return SharedRefusals.NotFound("allocation");
        var approved = request.Approve(work.Person.Id, work.Now);
        if (approved.IsRefused)
            return approved;
        var receipt = await work.Db.Set<Receipt>().SingleAsync(r => r.Id == request.ReceiptId, work.Ct);
        if ((await PostAsync(work, request, receipt)).Refusal is { } refusal)
            return refusal;
        work.Notify(request.AskedBy, $"Your allocation of {request.Total} was approved and posted.", $"/cash/{receipt.Id}");
        return Outcome.Done;
    }

    private async Task<Outcome> PostAsync(Work work, AllocationRequest request, Receipt receipt)
    {
        if (request.Repays is { } payee)
            return await RepaymentDesk.RepayAsync(
                work, journal, receipt, payee, request.TotalMinor, new RepaymentId(request.Id.Value), request.Reason);
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        return (await AllocationDesk.PostAsync(
            work, rules, receipt, request.Parts, request.Reason, ApplicationRule.ByHand, false, journal)).WithoutValue();
    }

    private static async Task<Outcome> RefuseAsync(Work work, AllocationRequestId id, string note)
    {
        if (await FindAsync(work, id) is not { } request)
            return SharedRefusals.NotFound("allocation");
        var refused = request.Refuse(work.Person.Id, note, work.Now);
        if (refused.IsRefused)
            return refused;
        work.Audit("Refused allocation", "receipt", request.ReceiptId.Value, before: request.Total.ToString(), reason: note);
        work.Notify(request.AskedBy, $"Your allocation of {request.Total} was refused: {note}", $"/cash/{request.ReceiptId}");
        return Outcome.Done;
    }

    private static Task<AllocationRequest?> FindAsync(Work work, AllocationRequestId id) =>
        work.SeenAsync<AllocationRequest>(r => r.Id == id);
}
