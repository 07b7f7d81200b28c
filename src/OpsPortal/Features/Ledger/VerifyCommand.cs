using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Audit;
using OpsPortal.Features.Operations;

namespace OpsPortal.Features.Ledger;

/// <summary><c>verify</c>: proves the books from the database alone, and says what does not hold.</summary>
internal sealed class VerifyCommand(IDbContextFactory<OpsDbContext> contexts, IClock clock) : IConsoleCommand
{
    public string Name => "verify";

    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var findings = (await FindingsAsync(db, ct)).Concat(await OpenItems.FindingsAsync(db, clock.GetCurrentInstant(), ct))
            .ToList();
        return await findings.PrintAsync("BROKEN");
    }

    /// <summary>What must hold of the journal and the log by themselves.</summary>
    internal static async Task<IReadOnlyList<Finding>> FindingsAsync(OpsDbContext db, CancellationToken ct) =>
    [
        await TriggersAsync(db, ct), await ChainAsync(db, ct), await EntriesAsync(db, ct), await TrialBalanceAsync(db, ct),
        await SnapshotsAsync(db, ct),
    ];

    private static async Task<Finding> TriggersAsync(OpsDbContext db, CancellationToken ct)
    {
        var missing = await DatabaseGuards.MissingAsync(db, ct);
        var words = missing.Count == 0 ? "all present" : $"missing {string.Join(", ", missing)}";
        return new Finding("append-only triggers", missing.Count == 0, words);
    }

    private static async Task<Finding> ChainAsync(OpsDbContext db, CancellationToken ct)
    {
        var (chain, unsealed) = await AuditVerification.ReadAsync(db, ct);
        return new Finding("audit chain", chain.IsIntact, chain.IsIntact
            ? $"{chain.Links} links, head {chain.HeadHash}, {unsealed} rows not sealed yet"
            : $"first broken link {chain.FirstBroken}: {chain.Why}");
    }

    private static async Task<Finding> EntriesAsync(OpsDbContext db, CancellationToken ct)
    {
        var broken = await db.Set<JournalLine>().GroupBy(line => new { line.EntryId, line.Currency })
            .Where(group => group.Sum(line => line.AmountMinor) != 0).Select(group => group.Key.EntryId)
            .OrderBy(id => id).Take(1).ToListAsync(ct);
        var count = await db.Set<JournalEntry>().CountAsync(ct);
        var words = broken.Count == 0 ? $"{count} entries" : $"entry {broken[0]} does not";
        return new Finding("every entry balances", broken.Count == 0, words);
    }

    private static async Task<Finding> TrialBalanceAsync(OpsDbContext db, CancellationToken ct)
    {
        var off = await db.Set<JournalLine>().GroupBy(line => new { line.LegalEntityId, line.Currency })
            .Select(group => new { group.Key, Minor = group.Sum(line => line.AmountMinor) })
            .Where(sum => sum.Minor != 0).ToListAsync(ct);
        return new Finding("trial balance is zero", off.Count == 0, off.Count == 0
            ? "for every entity and currency"
            : $"entity {off[0].Key.LegalEntityId} is off by {new Money(off[0].Minor, off[0].Key.Currency)}");
    }

    private static async Task<Finding> SnapshotsAsync(OpsDbContext db, CancellationToken ct)
    {
        var checkedDays = 0;
        foreach (var entity in await db.Set<LegalEntity>().Select(entity => entity.Id).ToListAsync(ct))
        {
            var days = await db.Set<DailyBalance>().Where(balance => balance.LegalEntityId == entity)
                .Select(balance => balance.Day).Distinct().ToListAsync(ct);
            foreach (var day in days)
            {
                var stored = await db.Set<DailyBalance>().Where(balance => balance.LegalEntityId == entity && balance.Day == day)
                    .Select(held => new AccountBalance(entity, held.Account, held.Currency, held.BalanceMinor)).ToListAsync(ct);
                var summed = await LedgerBalances.SummedAsync(db, entity, day, withLate: false, ct);
                if (!stored.ToHashSet().SetEquals(summed))
                    return new Finding("snapshots equal entries", false, $"entity {entity} on {day} differs");
                checkedDays++;
            }
        }

        return new Finding("snapshots equal entries", true, $"{checkedDays} days");
    }
}
