using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Banking;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Exceptions;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Banking;

/// <summary>Says on which days statements of an account are expected, and from when.</summary>
[UseCase]
internal sealed class ExpectStatements(CommandRunner runner)
{
    internal sealed record Command(BankAccountId Account, BankCalendar Calendar, LocalDate From, int GraceDays);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ImportBankFiles, actor, work => ExpectAsync(work, command), ct);

    private static async Task<Outcome> ExpectAsync(Work work, Command command)
    {
        if (await work.SeenAsync(work.Db.Set<TreasuryAccount>().AsNoTracking(), one => one.Id == command.Account)
            is not { } account)
            return BankingRefusals.NoSuchAccount(null);
        var schedule = await work.Db.Set<StatementSchedule>().SingleOrDefaultAsync(one => one.Id == account.Id, work.Ct);
        if (schedule is null)
            work.Db.Add(new StatementSchedule(
                account.Id, account.LegalEntityId, command.Calendar, command.From, command.GraceDays));
        else
            schedule.Change(command.Calendar, command.From, command.GraceDays);
        work.Audit("Set the calendar of statements", "bank account", account.Id.Value,
            after: $"{command.Calendar} from {DayWords.Of(command.From)}, {command.GraceDays} days of grace");
        return Outcome.Done;
    }
}

/// <summary>Opens a case for each expected statement that has not come. Running it again opens no second one.</summary>
[UseCase]
internal sealed class WatchStatements(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, WatchAsync, ct);

    private static async Task<Outcome<int>> WatchAsync(Work work)
    {
        var rows = await (
            from schedule in work.Db.Set<StatementSchedule>()
            join account in work.Db.Set<TreasuryAccount>() on schedule.Id equals account.Id
            join entity in work.Db.Set<LegalEntity>() on account.LegalEntityId equals entity.Id
            select new { schedule, account, entity.Zone }).AsNoTracking().ToListAsync(work.Ct);
        var found = 0;
        foreach (var row in rows)
        {
            var closed = (await work.Db.Set<BankStatement>()
                .Where(one => one.BankAccountId == row.account.Id && one.Kind == StatementKind.Statement && one.ClosingOn != null)
                .Select(one => one.ClosingOn!.Value).Distinct().ToListAsync(work.Ct)).ToHashSet();
            var today = work.Now.DayIn(row.Zone);
            foreach (var day in row.schedule.Missing(today, closed))
            {
                found++;
                await work.OpenExceptionAsync(
                    ExceptionType.MissedCheckpoint, "banking.statement-missing",
                    $"The bank's statement of {row.account.Name} for {DayWords.Of(day)} has not come.",
                    CaseOf(row.account.Id, day), null,
                    new ExceptionLinks { LegalEntityId = row.account.LegalEntityId });
            }

            await CameAsync(work, row.account, closed);
        }

        return found;
    }

    private static async Task CameAsync(Work work, TreasuryAccount account, IReadOnlyCollection<LocalDate> closed)
    {
        var prefix = CaseOf(account.Id, null);
        var open = await work.Db.Set<ExceptionCase>().Where(found => found.Type == ExceptionType.MissedCheckpoint
            && found.State != ExceptionState.Resolved && found.DedupeKey.StartsWith(prefix)).ToListAsync(work.Ct);
        var came = closed.Select(day => CaseOf(account.Id, day)).ToHashSet(StringComparer.Ordinal);
        foreach (var found in open.Where(found => came.Contains(found.DedupeKey)))
            OneCase.Settle(work, found, CaseFact.StatementCame, new CaseClosing("The statement was late.", "It has come."));
    }

    private static string CaseOf(BankAccountId account, LocalDate? day) => $"statement-missing:{account}:{day:uuuu-MM-dd}";
}

/// <summary>The clock of expected statements.</summary>
[Part]
internal sealed class WatchStatementsJob(WatchStatements watch) : IBackgroundJob
{
    public string Name => "bank-statements-expected";

    public string Purpose => "Opens a case for each expected bank statement that has not come.";

    public TimeSpan Every => TimeSpan.FromMinutes(30);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var missing = await watch.RunAsync(actor, ct);
        return missing.IsRefused ? missing.Refusal.Code : missing.Value == 0 ? JobResults.Nothing : $"{missing.Value} missing";
    }
}
