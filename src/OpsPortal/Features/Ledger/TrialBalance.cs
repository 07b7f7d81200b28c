using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Ledger;

/// <summary>The trial balance of each entity and currency at the end of a booked day; debits equal credits.</summary>
[UseCase]
internal sealed class TrialBalance(QueryRunner runner)
{
    internal static readonly RowOrders<TrialBalance.Row> Orders = new RowOrders<TrialBalance.Row>()
        .By("account", row => row.Account.Code)
        .By("kind", row => row.Account.Kind)
        .By("debit", row => row.DebitMinor)
        .By("credit", row => row.CreditMinor);

    /// <param name="AsOf">Inclusive, in the entity's zone; null is today.</param>
    /// <param name="Entity">One entity, or all that the person works for.</param>
    internal sealed record Filter(LocalDate? AsOf, LegalEntityId? Entity, Currency? Currency);

    internal sealed record Row(ChartRow Account, long BalanceMinor)
    {
        public long? DebitMinor => BalanceMinor > 0 ? BalanceMinor : null;

        public long? CreditMinor => BalanceMinor < 0 ? -BalanceMinor : null;
    }

    internal sealed record Sheet(LedgerEntity Entity, Currency Currency, LocalDate AsOf, IReadOnlyList<Row> Rows)
    {
        public long DebitMinor => Rows.Sum(row => row.DebitMinor ?? 0);

        public long CreditMinor => Rows.Sum(row => row.CreditMinor ?? 0);
    }

    internal sealed record Answer(IReadOnlyList<Sheet> Sheets, IReadOnlyList<LedgerEntity> Entities);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeLedger, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var all = await LedgerScope.EntitiesAsync(reading);
        var chosen = filter.Entity is { } only ? all.Where(entity => entity.Id == only).ToList() : all;
        if (filter.Entity is not null && chosen.Count == 0)
            return SharedRefusals.NotFound("legal entity");
        var sheets = new List<Sheet>();
        foreach (var entity in chosen)
        {
            var asOf = filter.AsOf ?? reading.Now.DayIn(entity.Zone);
            var balances = await LedgerBalances.AccountBalancesAsync(reading.Db, entity.Id, asOf, reading.Ct);
            sheets.AddRange(balances.Where(balance => filter.Currency is null || balance.Currency == filter.Currency)
                .GroupBy(balance => balance.Currency).OrderBy(group => group.Key)
                .Select(group => new Sheet(entity, group.Key, asOf, Rows(group))));
        }

        return new Answer(sheets, all);
    }

    private static List<Row> Rows(IEnumerable<AccountBalance> balances) =>
        [.. balances.OrderBy(balance => balance.Account).Select(balance => new Row(ChartOfAccounts.Of(balance.Account),
            balance.BalanceMinor))];
}
