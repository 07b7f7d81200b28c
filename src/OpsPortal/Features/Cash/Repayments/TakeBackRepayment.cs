using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Cash.Repayments;

/// <summary>A person takes a repayment back, with a reason: the payee owes it again, the cash is unapplied.</summary>
[UseCase]
internal sealed class TakeBackRepayment(CommandRunner runner, JournalWriter journal)
{
    /// <param name="Entry">The entry of the repayment.</param>
    internal sealed record Command(EntryId Entry, string Reason);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UnapplyCash, actor, work => TakeBackAsync(work, command), ct);

    private async Task<Outcome> TakeBackAsync(Work work, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        var repayments = work.Db.Set<JournalEntry>().AsNoTracking().Include(one => one.Lines)
            .Where(one => one.Family == EventFamily.RecoveredByRepayment && one.ReversalOf == null);
        if (await work.SeenAsync(repayments, one => one.Id == command.Entry) is not { } entry)
            return SharedRefusals.NotFound("repayment");
        var receipt = await work.Db.Set<Receipt>().SingleAsync(one => one.Id == entry.ReceiptId!.Value, work.Ct);
        if (!await RepaymentDesk.Standing(work.Db, receipt.Id).AnyAsync(one => one.Id == entry.Id, work.Ct))
            return PayoutRefusals.RepaymentTakenBack;
        var books = await Books.ReadAsync(work.Db, work.Ct);
        if (books.ShutOf(entry.LegalEntityId).IsClosed(entry.BookedOn))
            return CashRefusals.AppliedInClosedPeriod($"{entry.BookedOn:uuuu-MM}");
        return await RepaymentDesk.TakeBackAsync(
            work, journal, receipt, entry, command.Reason.Trim(), new CashSource(null, work.RequestId, work.Now));
    }
}
