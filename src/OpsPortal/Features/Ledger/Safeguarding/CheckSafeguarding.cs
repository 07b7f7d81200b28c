using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Exceptions;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Ledger.Safeguarding;

/// <summary>Opens a case for each company and currency whose safe cash does not cover what is owed to others, and closes it once
/// it does again. While it is open, release stands still where the policy says so.</summary>
[UseCase]
internal sealed class CheckSafeguarding(CommandRunner runner)
{
    internal sealed record Done(int Short, int Covered);

    public Task<Outcome<Done>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<Done>(Permission.Background, actor, CheckAsync, ct);

    private static async Task<Outcome<Done>> CheckAsync(Work work)
    {
        var entities = await work.Db.Set<LegalEntity>().AsNoTracking().OrderBy(entity => entity.Code)
            .Select(entity => new LedgerEntity(entity.Id, entity.Code, entity.Name, entity.Zone)).ToListAsync(work.Ct);
        var (shortOnes, covered) = (0, 0);
        foreach (var entity in entities)
        {
            var today = work.Now.DayIn(entity.Zone);
            var positions = await SafeguardingPositions.ReadAsync(work.Db, entity.Id, today, work.Ct);
            foreach (var position in positions.Where(position => !position.IsCovered))
            {
                await OpenAsync(work, entity, position);
                shortOnes++;
            }

            covered += await CloseAsync(work, entity, positions);
        }

        return new Done(shortOnes, covered);
    }

    private static Task OpenAsync(Work work, LedgerEntity entity, SafeguardingPosition position) => work.OpenExceptionAsync(
        ExceptionType.SafeguardingShortfall, "ledger.safeguarding-shortfall",
        $"{position.Shortfall} that {entity.Code} owes to others is not covered by safeguarded cash and provider balances: "
            + $"{new Money(position.CoverMinor, position.Currency)} against {new Money(position.OwedMinor, position.Currency)}.",
        KeyOf(entity.Id, position.Currency), position.Shortfall, new ExceptionLinks { LegalEntityId = entity.Id });

    private static async Task<int> CloseAsync(Work work, LedgerEntity entity, IReadOnlyList<SafeguardingPosition> positions)
    {
        var open = await work.Db.Set<ExceptionCase>().Where(found => found.LegalEntityId == entity.Id
                && found.Type == ExceptionType.SafeguardingShortfall && found.State != ExceptionState.Resolved)
            .ToListAsync(work.Ct);
        var cured = open.Where(found => positions.All(position => position.IsCovered
            || KeyOf(entity.Id, position.Currency) != found.DedupeKey)).ToList();
        foreach (var found in cured)
            OneCase.Settle(work, found, CaseFact.CoverRestored, new CaseClosing(
                "Safe cash did not cover what was owed.", "It covers it again.",
                NoMoneyReason: "The entries that cover it are those of its transfers and payments."));
        return cured.Count;
    }

    private static string KeyOf(LegalEntityId entity, Currency currency) => $"safeguarding:{entity}:{currency}";
}

/// <summary>The clock of the safeguarding check.</summary>
[Part]
internal sealed class CheckSafeguardingJob(CheckSafeguarding check) : IBackgroundJob
{
    public string Name => "safeguarding";

    public string Purpose => "Compares safeguarded cash and provider balances with what is owed to others.";

    /// <summary>Often, since what is covered again must not stand still for long.</summary>
    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var done = await check.RunAsync(actor, ct);
        return done switch
        {
            { Refusal: { } refusal } => refusal.Code,
            { Value: { Short: 0, Covered: 0 } } => JobResults.Nothing,
            _ => $"{done.Value.Short} short, {done.Value.Covered} covered again",
        };
    }
}
