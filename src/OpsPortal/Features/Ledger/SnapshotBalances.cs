using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Ledger;

/// <summary>Takes the daily snapshot of every entity's balances and movements, three days back, where no entry can come in
/// time any more.</summary>
[UseCase]
internal sealed class SnapshotBalances(CommandRunner runner)
{
    private const int DaysBack = 3;

    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, SnapAsync, ct);

    private static async Task<Outcome<int>> SnapAsync(Work work)
    {
        var until = work.Now.InUtc().Date.PlusDays(-DaysBack);
        var taken = 0;
        foreach (var entity in await work.Db.Set<LegalEntity>().Select(entity => entity.Id).ToListAsync(work.Ct))
        {
            taken += await SnapAsync(work, entity, until);
            await MovementsAsync(work, entity, until);
        }

        return taken;
    }

    // Its own mark, since a day whose balances are all zero leaves movements and no balance.
    private static async Task MovementsAsync(Work work, LegalEntityId entity, LocalDate until)
    {
        var last = await work.Db.Set<DailyMovement>().Where(movement => movement.LegalEntityId == entity)
            .MaxAsync(movement => (LocalDate?)movement.Day, work.Ct);
        var moved = await LedgerMovements.SummedAsync(work.Db, entity, last, until, withLate: false, work.Ct);
        work.Db.AddRange(moved.Select(movement => new DailyMovement
        {
            LegalEntityId = entity,
            Day = movement.Day,
            Account = movement.Account,
            Currency = movement.Currency,
            Family = movement.Family,
            IsReversal = movement.IsReversal,
            DebitMinor = movement.DebitMinor,
            CreditMinor = movement.CreditMinor,
        }));
    }

    private static async Task<int> SnapAsync(Work work, LegalEntityId entity, LocalDate until)
    {
        var last = await LastAsync(work, entity);
        var moved = await MovedAsync(work, entity, last.FirstOrDefault()?.Day, until);
        var balances = last.ToDictionary(balance => (balance.Account, balance.Currency), balance => balance.BalanceMinor);
        foreach (var day in moved)
        {
            foreach (var move in day)
                balances[(move.Account, move.Currency)] = balances.GetValueOrDefault((move.Account, move.Currency)) + move.Minor;
            work.Db.AddRange(balances.Where(balance => balance.Value != 0).Select(balance => new DailyBalance
            {
                LegalEntityId = entity,
                Day = day.Key,
                Account = balance.Key.Account,
                Currency = balance.Key.Currency,
                BalanceMinor = balance.Value,
            }));
        }

        return moved.Count;
    }

    private static async Task<List<DailyBalance>> LastAsync(Work work, LegalEntityId entity)
    {
        var snapshots = work.Db.Set<DailyBalance>().AsNoTracking().Where(balance => balance.LegalEntityId == entity);
        var day = await snapshots.OrderByDescending(balance => balance.Day)
            .Select(balance => (LocalDate?)balance.Day).FirstOrDefaultAsync(work.Ct);
        return day is { } last ? await snapshots.Where(balance => balance.Day == last).ToListAsync(work.Ct) : [];
    }

    // What moved on each day since the last snapshot; a day on which nothing moved needs none.
    private static async Task<List<IGrouping<LocalDate, DayMove>>> MovedAsync(
        Work work, LegalEntityId entity, LocalDate? after, LocalDate until)
    {
        var lines = work.Db.Set<JournalLine>()
            .Where(line => line.LegalEntityId == entity && !line.IsLate && line.BookedOn <= until);
        if (after is { } day)
            lines = lines.Where(line => line.BookedOn > day);
        var moves = await LedgerBalances.ByDayAsync(lines, work.Ct);
        return [.. moves.GroupBy(move => move.Day).OrderBy(group => group.Key)];
    }
}

/// <summary>The clock of the snapshots.</summary>
[Part]
internal sealed class SnapshotBalancesJob(SnapshotBalances snapshots) : IBackgroundJob
{
    public string Name => "balance-snapshots";

    public string Purpose => "Takes daily snapshots of account balances and movements, so that any date is read quickly.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var taken = await snapshots.RunAsync(actor, ct);
        return taken.Refusal?.Text ?? JobResults.Of(taken.Value, "day taken", "days taken");
    }
}
