using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.Cash.Repayments;

/// <summary>
/// A person says that a receipt repays what a payee owes us, with a reason; without an amount as much as fits. Above the limit
/// for one pair of eyes it waits for a second person.
/// </summary>
[UseCase]
internal sealed class RepayDebt(CommandRunner runner, JournalWriter journal)
{
    /// <param name="Id">Names this repayment: pressed twice, it is one.</param>
    /// <param name="AmountMinor">In the receipt's currency; null for as much as fits.</param>
    internal sealed record Command(RepaymentId Id, ReceiptId Receipt, PayeeId Payee, long? AmountMinor, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => RepayAsync(work, command), ct);

    private async Task<Outcome> RepayAsync(Work work, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        if (await work.SeenAsync<Receipt>(one => one.Id == command.Receipt) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        if (await work.SeenAsync<Payee>(one => one.Id == command.Payee) is not { } payee)
            return SharedRefusals.NotFound("payee");
        if (await IsKnownAsync(work, receipt, command.Id))
            return Outcome.Done;
        if (await AllocationDesk.IsWaitingAsync(work, receipt.Id))
            return MatchingRefusals.RequestWaits;
        var judged = await RepaymentDesk.JudgeAsync(work, receipt, payee, command.AmountMinor);
        if (judged.IsRefused)
            return judged.Refusal;
        var (repayment, reason) = (judged.Value, command.Reason.Trim());
        if (await IsForOneAsync(work, receipt, repayment.Amount))
            return await RepaymentDesk.PostAsync(work, journal, receipt, payee, repayment, command.Id, reason);
        await AllocationDesk.AskAsync(work, new AllocationRequest(
            new AllocationRequestId(command.Id.Value), receipt,
            [new AllocationPart(default, payee.Name, repayment.Amount.Minor, payee.Id)], reason, work.Person.Id, work.Now));
        return Outcome.Done;
    }

    private static async Task<bool> IsKnownAsync(Work work, Receipt receipt, RepaymentId id)
    {
        var (key, asked) = (PostingKeys.Repaid(id), new AllocationRequestId(id.Value));
        return await work.Db.Set<JournalEntry>().AnyAsync(
                entry => entry.LegalEntityId == receipt.LegalEntityId && entry.PostingKey == key, work.Ct)
            || await work.Db.Set<AllocationRequest>().AnyAsync(request => request.Id == asked, work.Ct);
    }

    /// <summary>Several small parts of a receipt are not a way around the limit.</summary>
    private static async Task<bool> IsForOneAsync(Work work, Receipt receipt, Money amount)
    {
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        return await AllocationDesk.AloneAsync(work, receipt.Id) + amount.Minor <= rules.ManualLimit(receipt.Currency).Minor;
    }
}
