using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Ledger;

/// <summary>What one event family moved on one account on one booked day: both sides, in minor units, none below zero.</summary>
public sealed record Movement(
    LocalDate Day, Account Account, Currency Currency, EventFamily Family, bool IsReversal, long DebitMinor, long CreditMinor);

/// <summary>
/// One line of the liability roll-forward: what was owed at first, what moved it and why, what is owed at last. What is owed
/// is positive, in minor units of the currency; a release is a negative movement.
/// </summary>
public sealed record RollForwardRow(Account Account, Currency Currency, long OpeningMinor, IReadOnlyDictionary<MovementKind,
    long> Moved)
{
    public long ClosingMinor => checked(OpeningMinor + Moved.Values.Sum());

    public long Of(MovementKind kind) => Moved.GetValueOrDefault(kind);

    public bool IsEmpty => OpeningMinor == 0 && Moved.Values.All(minor => minor == 0);
}

/// <summary>What of the obligations on one account ended, how, and by which event; in minor units of the currency, above
/// zero.</summary>
public sealed record EndedRow(Account Account, Currency Currency, ObligationEnd End, EventFamily Family, long Minor);

/// <summary>The liability roll-forward: the five buckets, and what customers and payees are owed beside them.</summary>
public static class RollForward
{
    /// <summary>The accounts that are rolled forward, in the order of the chart.</summary>
    public static readonly IReadOnlyList<Account> Accounts =
    [
        .. ChartOfAccounts.Rows.Where(row => row.Bucket != LiabilityBucket.None || row.Account is Account.CustomerDeposits
            or Account.PayeeObligations or Account.UnappliedCash or Account.CustomerCredits).Select(row => row.Account),
    ];

    /// <summary>Rolls opening balances (what is owed is positive) forward by the movements.</summary>
    public static IReadOnlyList<RollForwardRow> Roll(
        IReadOnlyDictionary<(Account Account, Currency Currency), long> openings, IEnumerable<Movement> movements)
    {
        var moved = movements.Where(movement => Accounts.Contains(movement.Account))
            .GroupBy(movement => (movement.Account, movement.Currency))
            .ToDictionary(group => group.Key, group => Sum(group));
        return
        [
            .. openings.Keys.Where(key => Accounts.Contains(key.Account)).Union(moved.Keys)
                .OrderBy(key => key.Currency).ThenBy(key => key.Account)
                .Select(key => new RollForwardRow(key.Account, key.Currency, openings.GetValueOrDefault(key),
                    moved.GetValueOrDefault(key) ?? []))
                .Where(row => !row.IsEmpty),
        ];
    }

    /// <summary>The same day by day for one account: a row for each booked day on which it moved.</summary>
    public static IReadOnlyList<(LocalDate Day, RollForwardRow Row)> RollDays(RollForwardRow whole, IEnumerable<Movement>
        movements)
    {
        var rows = new List<(LocalDate, RollForwardRow)>();
        var opening = whole.OpeningMinor;
        foreach (var day in movements.Where(movement => movement.Account == whole.Account && movement.Currency == whole.Currency)
                     .GroupBy(movement => movement.Day).OrderBy(group => group.Key))
        {
            var row = whole with { OpeningMinor = opening, Moved = Sum(day) };
            rows.Add((day.Key, row));
            opening = row.ClosingMinor;
        }

        return rows;
    }

    /// <summary>How obligations ended, by account and event. What was undone later is a reversal of the roll-forward, not taken
    /// off here.</summary>
    public static IReadOnlyList<EndedRow> Ended(IEnumerable<Movement> movements) =>
    [
        .. movements.Where(movement => Accounts.Contains(movement.Account) && movement is { IsReversal: false, DebitMinor: > 0 })
            .GroupBy(movement => (movement.Account, movement.Currency, movement.Family))
            .Select(group => new EndedRow(group.Key.Account, group.Key.Currency,
                MovementRules.EndOf(group.Key.Family, group.Key.Account), group.Key.Family, group.Sum(move => move.DebitMinor)))
            .Where(row => row.End != ObligationEnd.LivesOn)
            .OrderBy(row => row.Currency).ThenBy(row => row.End).ThenBy(row => row.Account).ThenBy(row => row.Family),
    ];

    private static Dictionary<MovementKind, long> Sum(IEnumerable<Movement> movements)
    {
        var sums = new Dictionary<MovementKind, long>();
        foreach (var movement in movements)
        {
            Add(movement, isDebit: true, -movement.DebitMinor);
            Add(movement, isDebit: false, movement.CreditMinor);
        }

        return sums;

        void Add(Movement movement, bool isDebit, long minor)
        {
            if (minor == 0)
                return;
            var kind = MovementRules.KindOf(movement.Family, movement.Account, movement.IsReversal, isDebit);
            sums[kind] = checked(sums.GetValueOrDefault(kind) + minor);
        }
    }
}
