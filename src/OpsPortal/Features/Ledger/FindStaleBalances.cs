using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Exceptions;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Ledger;

/// <summary>Opens a case for each pending balance whose releasing event has not come. Running it again opens no second
/// one.</summary>
[UseCase]
internal sealed class FindStaleBalances(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, FindAsync, ct);

    private sealed record Sum(
        LegalEntityId Entity, Currency Currency, ReceiptId? Receipt, BatchId? Batch, long BalanceMinor, long GrownMinor);

    private static async Task<Outcome<int>> FindAsync(Work work)
    {
        var codes = await work.Db.Set<LegalEntity>().AsNoTracking().ToDictionaryAsync(e => e.Id, e => e.Code, work.Ct);
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in StaleBalances.Rules)
        {
            foreach (var sum in await SumsAsync(work, rule))
            {
                if (StaleBalances.StaleMinor(rule, sum.BalanceMinor, sum.GrownMinor) is var stale and > 0)
                {
                    await OpenAsync(work, rule, sum, new Money(stale, sum.Currency), codes[sum.Entity]);
                    found.Add(CaseOf(rule, sum));
                }
            }
        }

        await MovedAsync(work, found);
        return found.Count;
    }

    private static async Task MovedAsync(Work work, HashSet<string> stale)
    {
        var open = await work.Db.Set<ExceptionCase>()
            .Where(found => found.Type == ExceptionType.StaleBalance && found.State != ExceptionState.Resolved)
            .ToListAsync(work.Ct);
        foreach (var found in open.Where(found => !stale.Contains(found.DedupeKey)))
            OneCase.Settle(work, found, CaseFact.BalanceMoved, new CaseClosing("An event that moves money on was late.",
                "Nothing stands there for too long any more.",
                NoMoneyReason: "The entries that moved it on are those of its events."));
    }

    private static string CaseOf(StaleRule rule, Sum sum) =>
        $"stale:{(int)rule.Account}:{sum.Entity}:{sum.Currency}:{sum.Receipt}:{sum.Batch}";

    private static async Task<IEnumerable<Sum>> SumsAsync(Work work, StaleRule rule)
    {
        var since = work.Now.InUtc().Date.PlusDays(-rule.Days);
        var growsByDebit = ChartOfAccounts.Of(rule.Account).GrowsByDebit;
        var sums = await work.Db.Set<JournalLine>().Where(line => line.Account == rule.Account)
            .GroupBy(line => new { line.LegalEntityId, line.Currency, line.ReceiptId, line.BatchId })
            .Select(group => new
            {
                group.Key,
                Balance = group.Sum(line => line.AmountMinor),
                Grown = group.Sum(line => line.BookedOn > since && line.AmountMinor > 0 == growsByDebit ? line.AmountMinor : 0),
            })
            .Where(sum => sum.Balance != 0).ToListAsync(work.Ct);
        return sums.GroupBy(sum => (sum.Key.LegalEntityId, sum.Key.Currency,
                Receipt: rule.KeptBy == KeptBy.Receipt ? sum.Key.ReceiptId : null,
                Batch: rule.KeptBy == KeptBy.Batch ? sum.Key.BatchId : null))
            .Select(group => new Sum(group.Key.LegalEntityId, group.Key.Currency, group.Key.Receipt, group.Key.Batch,
                group.Sum(sum => sum.Balance), group.Sum(sum => sum.Grown)));
    }

    private static Task OpenAsync(Work work, StaleRule rule, Sum sum, Money stale, string entity) => work.OpenExceptionAsync(
        ExceptionType.StaleBalance, "ledger.stale-balance",
        $"{stale} stands on {(int)rule.Account} {ChartOfAccounts.Of(rule.Account).Name} of {entity} for more than "
            + $"{rule.Days} days. Missing: {rule.MissingEvent}.",
        CaseOf(rule, sum), stale,
        new ExceptionLinks { LegalEntityId = sum.Entity, ReceiptId = sum.Receipt, BatchId = sum.Batch });
}

/// <summary>The clock of stale balances.</summary>
[Part]
internal sealed class FindStaleBalancesJob(FindStaleBalances search) : IBackgroundJob
{
    public string Name => "stale-balances";

    public string Purpose => "Opens a case for each pending balance that no event has moved on.";

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var stale = await search.RunAsync(actor, ct);
        return stale.IsRefused ? stale.Refusal.Code : stale.Value == 0 ? JobResults.Nothing : $"{stale.Value} stale";
    }
}
