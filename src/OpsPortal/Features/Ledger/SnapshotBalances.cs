using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Ledger;

/// <summary>Takes the daily snapshot of every entity's balances, three days back, where no entry can come in time any
/// more.</summary>
[UseCase]
internal sealed class SnapshotBalances(CommandRunner runner)
{
    private const int DaysBack = 3;

    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, SnapAsync, ct);

    private static async Task<Outcome<int>> SnapAsync(Work work)
    {
        var day = work.Now.InUtc().Date.PlusDays(-DaysBack);
        var taken = 0;
        foreach (var entity in await work.Db.Set<LegalEntity>().Select(entity => entity.Id).ToListAsync(work.Ct))
        {
            foreach (var due in await DueAsync(work, entity, day))
                taken += await SnapAsync(work, entity, due);
        }

        return taken;
    }

    // The first run also covers the month ends of the past, so that any date is near a snapshot.
    private static async Task<List<LocalDate>> DueAsync(Work work, LegalEntityId entity, LocalDate day)
    {
        var last = await work.Db.Set<DailyBalance>().Where(balance => balance.LegalEntityId == entity)
            .OrderByDescending(balance => balance.Day).Select(balance => (LocalDate?)balance.Day).FirstOrDefaultAsync(work.Ct);
        var first = last?.PlusDays(1) ?? await work.Db.Set<JournalLine>().Where(line => line.LegalEntityId == entity)
            .OrderBy(line => line.BookedOn).Select(line => (LocalDate?)line.BookedOn).FirstOrDefaultAsync(work.Ct);
        var due = new List<LocalDate>();
        for (var at = first ?? day.PlusDays(1); at < day; at = at.PlusDays(1))
        {
            if (at == DateAdjusters.EndOfMonth(at))
                due.Add(at);
        }

        if (first <= day)
            due.Add(day);
        return due;
    }

    private static async Task<int> SnapAsync(Work work, LegalEntityId entity, LocalDate day)
    {
        var balances = await LedgerBalances.SummedAsync(work.Db, entity, day, withLate: false, work.Ct);
        work.Db.AddRange(balances.Select(balance => new DailyBalance
        {
            LegalEntityId = entity,
            Day = day,
            Account = balance.Account,
            Currency = balance.Currency,
            BalanceMinor = balance.BalanceMinor,
        }));
        return balances.Count == 0 ? 0 : 1;
    }
}

/// <summary>The clock of the snapshots.</summary>
[Part]
internal sealed class SnapshotBalancesJob(SnapshotBalances snapshots) : IBackgroundJob
{
    public string Name => "balance-snapshots";

    public string Purpose => "Takes daily snapshots of account balances, so that any date is read quickly.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var taken = await snapshots.RunAsync(actor, ct);
        return taken.Refusal?.Text ?? (taken.Value == 0 ? "nothing" : $"{taken.Value} days taken");
    }
}
