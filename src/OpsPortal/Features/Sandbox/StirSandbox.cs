using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>What can be made to happen at the provider.</summary>
public enum Stir
{
    ReturnPayment,
    RefundPayment,
    WarnOfFraud,
    DisputePayment,
    WinDispute,
    LoseDispute,
    DuplicateLast,
    LoseNextWebhook,
    DropNextAnswer,
    FailNextPayout,
    LetNextCollectionSucceed,
    PayPayoutNow,
    FailPayout,
    ReturnPayout,
    PayRefund,
    FailRefund,
}

/// <summary>Makes something happen at the simulated provider: a return, a dispute, a lost answer, a failing payout.</summary>
[UseCase]
internal sealed class StirSandbox(CommandRunner runner, IConfiguration configuration)
{
    public Task<Outcome<bool>> RunAsync(Stir stir, Guid? target, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UseSandbox, actor, work => StirAsync(work, stir, target), ct);

    private async Task<Outcome<bool>> StirAsync(Work work, Stir stir, Guid? target)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled"))
            return SandboxRefusals.OnlyInDemo;
        switch (stir)
        {
            case Stir.DuplicateLast:
                return await SandboxProvider.DuplicateLastAsync(work.Db, work.Now, work.Ct) ? true : SandboxRefusals.NothingSent;
            case Stir.LoseNextWebhook:
                return await SandboxProvider.LoseNextAsync(work.Db, work.Ct) ? true : SandboxRefusals.NothingToLose;
            case Stir.DropNextAnswer or Stir.FailNextPayout or Stir.LetNextCollectionSucceed:
                var mood = await work.Db.Set<SandboxMood>().SingleOrDefaultAsync(work.Ct)
                    ?? work.Db.Add(new SandboxMood()).Entity;
                mood.AnswersToDrop += stir == Stir.DropNextAnswer ? 1 : 0;
                mood.PayoutsToFail += stir == Stir.FailNextPayout ? 1 : 0;
                mood.CollectionsToSucceed += stir == Stir.LetNextCollectionSucceed ? 1 : 0;
                return true;
            case Stir.PayPayoutNow or Stir.FailPayout or Stir.ReturnPayout:
                var payout = await work.Db.Set<SandboxPayout>().SingleOrDefaultAsync(p => p.Id == target, work.Ct);
                return payout is not null && MovePayout(work, stir, payout) ? true : SandboxRefusals.NotPossible;
            case Stir.PayRefund or Stir.FailRefund:
                return await MoveRefundAsync(work, stir == Stir.PayRefund, target) ? true : SandboxRefusals.NotPossible;
            default:
                var payment = await work.Db.Set<SandboxPayment>().SingleOrDefaultAsync(p => p.Id == target, work.Ct);
                return payment is not null && MovePayment(work, stir, payment) ? true : SandboxRefusals.NotPossible;
        }
    }

    private static bool MovePayout(Work work, Stir stir, SandboxPayout payout)
    {
        var open = payout.State == SandboxPayoutState.Accepted;
        if (stir == Stir.ReturnPayout ? payout.State != SandboxPayoutState.Paid : !open)
            return false;
        if (stir == Stir.PayPayoutNow)
            SandboxProvider.Settle(work.Db, payout, work.Now);
        else if (stir == Stir.FailPayout)
            SandboxProvider.Fail(work.Db, payout, work.Now);
        else
            SandboxProvider.Return(work.Db, payout, work.Now);
        return true;
    }

    /// <summary>The provider ends a refund that finance recorded; it may also fail after it was paid.</summary>
    private static async Task<bool> MoveRefundAsync(Work work, bool succeeds, Guid? target)
    {
        var found = await (
            from refund in work.Db.Set<Refund>()
            join receipt in work.Db.Set<Receipt>() on refund.ReceiptId equals receipt.Id
            where refund.Provider == SandboxEventReader.Name && refund.State != RefundState.Failed
                && refund.State != RefundState.Cancelled
            select new { refund, receipt.ProviderReference }).ToListAsync(work.Ct);
        var chosen = found.SingleOrDefault(row => row.refund.Id.Value == target);
        if (chosen is null || (succeeds && chosen.refund.State == RefundState.Succeeded))
            return false;
        work.Db.Add(SandboxEvents.Refund(
            chosen.refund.ProviderReference, chosen.ProviderReference,
                new Money(chosen.refund.AmountMinor, chosen.refund.Currency), succeeds, work.Now));
        return true;
    }

    private static bool MovePayment(Work work, Stir stir, SandboxPayment payment)
    {
        var disputed = payment.DisputeReference is not null;
        var possible = stir switch
        {
            Stir.ReturnPayment => payment.ReturnedMinor == 0 && !disputed && payment.SettledAt is not null,
            Stir.WarnOfFraud => !disputed && payment is { ReturnedMinor: 0, SettledAt: not null, Rail: Rail.Card },
            Stir.RefundPayment => payment is { ReturnedMinor: 0, SettledAt: not null },
            Stir.DisputePayment => !disputed && payment.ReturnedMinor == 0 && payment.SettledAt is not null,
            _ => disputed && payment.DisputeWon is null,
        };
        if (!possible)
            return false;
        if (stir == Stir.ReturnPayment)
            SandboxProvider.Return(work.Db, payment, work.Now);
        else if (stir == Stir.RefundPayment)
            SandboxProvider.Refund(work.Db, payment, work.Now);
        else if (stir == Stir.WarnOfFraud)
            SandboxProvider.WarnOfFraud(work.Db, payment, work.Now);
        else if (stir == Stir.DisputePayment)
            SandboxProvider.Dispute(work.Db, payment, work.Now);
        else
            SandboxProvider.CloseDispute(work.Db, payment, stir == Stir.WinDispute, work.Now);
        return true;
    }
}
