using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Parties;

/// <summary>Keeps a payee paused whose bank says that there is no such account, until other details were entered.</summary>
internal static class TurnedAwayAccounts
{
    /// <summary>Refused while the details in force are those to which the last payout did not arrive.</summary>
    public static async Task<Outcome> MayResumeAsync(Work work, PayeeId payee)
    {
        var last = await work.Db.Set<PayoutItem>().Where(item => item.PayeeId == payee && item.FinalAt != null
                && item.State != PayoutItemState.Cancelled)
            .OrderByDescending(item => item.FinalAt).Select(item => new { item.AccountId, item.AccountMasked, item.FailureCode })
            .FirstOrDefaultAsync(work.Ct);
        if (last is null || !FailureReasons.IsOfTheAccount(last.FailureCode))
            return Outcome.Done;
        return await work.Db.Set<PayeeAccount>().AnyAsync(one => one.Id == last.AccountId && one.ReplacedAt == null, work.Ct)
            ? PartiesRefusals.AccountTurnedAway(last.AccountMasked, FailureReasons.Of(last.FailureCode)) : Outcome.Done;
    }
}
