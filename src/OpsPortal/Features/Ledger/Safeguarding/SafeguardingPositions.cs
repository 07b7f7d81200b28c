using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Ledger.Safeguarding;

/// <summary>Whether the money that is owed to others is covered, for each company and currency of a person, today.</summary>
[UseCase]
internal sealed class SafeguardingPositions(QueryRunner runner)
{
    internal sealed record Row(LedgerEntity Entity, SafeguardingPosition Position);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(LegalEntityId? entity, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, entity), ct);

    private static async Task<Outcome<IReadOnlyList<Row>>> ReadAsync(Reading reading, LegalEntityId? only)
    {
        var rows = new List<Row>();
        foreach (var entity in await LedgerScope.EntitiesAsync(reading, only))
        {
            var today = reading.Now.DayIn(entity.Zone);
            var positions = await ReadAsync(reading.Db, entity.Id, today, reading.Ct);
            rows.AddRange(positions.Select(position => new Row(entity, position)));
        }

        return rows;
    }

    /// <summary>The positions of one company at the end of a day, currency by currency.</summary>
    public static async Task<IReadOnlyList<SafeguardingPosition>> ReadAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate day, CancellationToken ct)
    {
        var balances = await LedgerBalances.AccountBalancesAsync(db, entity, day, ct);
        var cash = await SafeguardedCashAsync(db, entity, day, ct);
        var deposits = await PaidDepositsAsync(db, entity, day, ct);
        return
        [
            .. balances.GroupBy(balance => balance.Currency).OrderBy(group => group.Key)
                .Select(group => Domain.Ledger.Safeguarding.Of(
                    group.Key, group.ToDictionary(balance => balance.Account, balance => balance.BalanceMinor),
                    cash.GetValueOrDefault(group.Key), deposits.GetValueOrDefault(group.Key)))
                .Where(position => position.CoverMinor != 0 || position.OwedMinor != 0),
        ];
    }

    private static async Task<Dictionary<Currency, long>> SafeguardedCashAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate day, CancellationToken ct)
    {
        var sums = await (
            from line in db.Set<JournalLine>()
            join account in db.Set<TreasuryAccount>() on line.BankAccountId equals account.Id
            where line.LegalEntityId == entity && line.Account == Account.BankCash && line.BookedOn <= day
                && account.IsSafeguarded
            group line.AmountMinor by line.Currency into sum
            select new { sum.Key, Minor = sum.Sum() }).ToListAsync(ct);
        return sums.ToDictionary(sum => sum.Key, sum => sum.Minor);
    }

    private static async Task<Dictionary<Currency, long>> PaidDepositsAsync(
        OpsDbContext db, LegalEntityId entity, LocalDate day, CancellationToken ct)
    {
        var sums = await db.Set<JournalLine>()
            .Where(line => line.LegalEntityId == entity && line.Account == Account.CustomerDeposits && line.BookedOn <= day
                && line.InvoiceId != null)
            .GroupBy(line => new { line.InvoiceId, line.Currency })
            .Select(group => new { group.Key, Minor = -group.Sum(line => line.AmountMinor) })
            .Where(sum => sum.Minor != 0).ToListAsync(ct);
        var ids = sums.Select(sum => sum.Key.InvoiceId!.Value).ToList();
        var advances = db.Set<Invoice>().AsNoTracking().Where(invoice => ids.Contains(invoice.Id));
        var collected = await advances
            .Select(invoice => new { invoice.Id, Minor = invoice.AppliedMinor - invoice.CreditedCollectedMinor })
            .ToDictionaryAsync(invoice => invoice.Id, invoice => invoice.Minor, ct);
        var stages = await db.Set<Invoice>().AsNoTracking()
            .Where(stage => stage.ClearedMinor > 0 && stage.State != InvoiceState.Void
                && advances.Any(advance => advance.ContractId == stage.ContractId)).ToListAsync(ct);
        var cleared = stages.SelectMany(stage => stage.ClearedFrom ?? []).ToLookup(part => part.Advance, part => part.GrossMinor);
        return sums.GroupBy(sum => sum.Key.Currency).ToDictionary(group => group.Key, group => group.Sum(sum =>
            new DepositStand(sum.Minor, collected.GetValueOrDefault(sum.Key.InvoiceId!.Value, sum.Minor),
                cleared[sum.Key.InvoiceId!.Value].Sum()).PaidMinor));
    }
}
