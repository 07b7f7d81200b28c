using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>Holds the app's log and the states of its payouts against what people remember.</summary>
internal sealed class LogJudge(Simulation world)
{
    /// <summary>P9: what is final stays, nothing goes back, and what was perhaps sent is never free again.</summary>
    public async Task<IReadOnlyList<string>> P9Async(OpsDbContext db)
    {
        var seen = world.Memory.Seen;
        var now = await db.Set<PayoutItem>().AsNoTracking().Select(item => new { item.Key, item.State }).ToListAsync();
        var broken = now.Where(item => seen.TryGetValue(item.Key, out var before) && !MayBecome(before, item.State))
            .Select(item => $"P9: payout {item.Key} went from {seen[item.Key]} to {item.State}").ToList();
        foreach (var item in now)
            seen[item.Key] = item.State;
        return [.. broken, .. seen.Keys.Except(now.Select(item => item.Key)).Select(key => $"P9: payout {key} is gone")];
    }

    /// <summary>P10: one row in the log for each command that was taken, and one for each sensitive one that was
    /// refused.</summary>
    public async Task<IReadOnlyList<string>> P10Async(OpsDbContext db)
    {
        var rows = (await db.Set<AuditRow>().AsNoTracking().ToListAsync()).ToLookup(row => (row.PersonId, row.Action));
        var taken = world.Memory.Attempts.GroupBy(attempt => (attempt.Account, Line: attempt.Action)).SelectMany(same =>
            Counted(same.Key.Account, same.Key.Line, rows, same.Count(one => one.Word == Word.Done), Unanswered(same)));
        var refused = world.Memory.Attempts.Where(attempt => AuditTrail.KeepsRefusalsOf(attempt.Permission))
            .GroupBy(attempt => (attempt.Account, Line: $"{attempt.Permission} refused")).SelectMany(same =>
                Counted(same.Key.Account, same.Key.Line, rows, same.Count(one => one.Word == Word.Refused), Unanswered(same)));
        return [.. taken, .. refused];
    }

    private static int Unanswered(IEnumerable<Attempt> attempts) => attempts.Count(attempt => attempt.Word == Word.NoAnswer);

    private IEnumerable<string> Counted(
        string account, string action, ILookup<(PersonId?, string), AuditRow> rows, int answered, int unanswered)
    {
        var logged = rows[(world.House.As(account).Person, action)].Count();
        if (logged < answered || logged > answered + unanswered)
            yield return $"P10: {account} was answered {answered} times \"{action}\" and {unanswered} times nothing; the log has "
                + $"{logged} rows";
    }

    private static bool MayBecome(PayoutItemState before, PayoutItemState now) => before switch
    {
        _ when before == now => true,
        PayoutItemState.Paid => now == PayoutItemState.Returned,
        PayoutItemState.Failed or PayoutItemState.Returned or PayoutItemState.Cancelled => false,
        PayoutItemState.Ready => true,
        PayoutItemState.Released => now != PayoutItemState.Ready,
        _ => now is not (PayoutItemState.Ready or PayoutItemState.Released or PayoutItemState.Cancelled)
            && !(before == PayoutItemState.Processing && now == PayoutItemState.Unknown),
    };
}
