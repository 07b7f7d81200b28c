using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Parties;

/// <summary>Keeps a payee paused whose bank says that there is no such account, until other details were entered.</summary>
internal static class TurnedAwayAccounts
{
    /// <summary>Refused while the details in force are those to which the last payout did not arrive.</summary>
    public static async Task<Outcome> MayResumeAsync(Work work, PayeeId payee)
    {
        var account = await work.Db.Set<PayeeAccount>()
            .SingleOrDefaultAsync(one => one.PayeeId == payee && one.ReplacedAt == null, work.Ct);
        return account is not null && (await ReadAsync(work.Db, [payee], work.Ct)).TryGetValue(account.Id, out var code)
            ? PartiesRefusals.AccountTurnedAway(account.AccountMasked, FailureReasons.Of(code)) : Outcome.Done;
    }

    /// <summary>The accounts to which the payees' last payouts did not arrive because there is no such account, each with the
    /// bank's code.</summary>
    public static async Task<IReadOnlyDictionary<PayeeAccountId, string>> ReadAsync(
        OpsDbContext db, IReadOnlyList<PayeeId> payees, CancellationToken ct)
    {
        var ended = db.Set<PayoutItem>().Where(item => item.FinalAt != null && item.State != PayoutItemState.Cancelled);
        var last = await ended.Where(item => payees.Contains(item.PayeeId) && item.FailureCode != null
                && !ended.Any(later => later.PayeeId == item.PayeeId && later.FinalAt > item.FinalAt))
            .Select(item => new { item.AccountId, item.FailureCode }).ToListAsync(ct);
        return last.Where(item => FailureReasons.IsOfTheAccount(item.FailureCode)).DistinctBy(item => item.AccountId)
            .ToDictionary(item => item.AccountId, item => item.FailureCode!);
    }
}
