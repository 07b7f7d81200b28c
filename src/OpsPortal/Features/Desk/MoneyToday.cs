using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Desk;

/// <summary>Where the money of the person's entities stands now and stood in the last two weeks, each legal entity and currency
/// by itself, straight from the ledger.</summary>
[UseCase]
internal sealed class MoneyToday(QueryRunner runner)
{
    /// <summary>How many booked days a course shows, today included.</summary>
    public const int Days = 14;

    /// <summary>What the desk shows: a name, the accounts that it sums, and whether a debit counts as positive.</summary>
    private static readonly IReadOnlyList<(string Name, Account[] Accounts, bool IsDebit)> Shown =
    [
        ("Invoiced, not paid", [Account.Receivable], true),
        ("Unapplied cash", [Account.UnappliedCash], false),
        ("Held, not settled", [Account.HeldPending], false),
        ("Held, settled", [Account.HeldSettled], false),
        ("Blocked or reserved", [Account.BlockedByCompliance, Account.RiskReserves], false),
        ("In flight to payees", [Account.SettlementPayables], false),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Shown.Select(figure => figure.Name)];

    /// <param name="Minor">At the end of each booked day, oldest first; the last is now.</param>
    internal sealed record Course(IReadOnlyList<long> Minor)
    {
        public long Now => Minor[^1];
    }

    /// <param name="Today">The last day of the courses, in the entity's zone.</param>
    /// <param name="Figures">One course for each of the <see cref="Names"/>.</param>
    internal sealed record Row(LedgerEntity Entity, Currency Currency, LocalDate Today, IReadOnlyList<Course> Figures);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeLedger, actor, async reading =>
        {
            var rows = new List<Row>();
            foreach (var entity in await LedgerScope.EntitiesAsync(reading))
                rows.AddRange(await RowsAsync(reading, entity));
            return rows;
        }, ct);

    private static async Task<IEnumerable<Row>> RowsAsync(Reading reading, LedgerEntity entity)
    {
        var today = reading.Now.DayIn(entity.Zone);
        var first = today.PlusDays(1 - Days);
        var accounts = Shown.SelectMany(figure => figure.Accounts).ToArray();
        var opening = (await LedgerBalances.AccountBalancesAsync(reading.Db, entity.Id, first, reading.Ct))
            .Where(balance => accounts.Contains(balance.Account))
            .Select(balance => new DayMove(first, balance.Account, balance.Currency, balance.BalanceMinor));
        var moves = await LedgerBalances.ByDayAsync(
            reading.Db.Set<JournalLine>().Where(line => line.LegalEntityId == entity.Id && line.BookedOn > first
                && line.BookedOn <= today && accounts.Contains(line.Account)), reading.Ct);
        return opening.Concat(moves)
            .GroupBy(part => part.Currency).OrderBy(group => group.Key)
            .Select(group => new Row(entity, group.Key, today, [.. Shown.Select(figure => new Course(
            [
                .. Enumerable.Range(0, Days).Select(day => group
                    .Where(part => part.Day <= first.PlusDays(day) && figure.Accounts.Contains(part.Account))
                    .Sum(part => figure.IsDebit ? part.Minor : -part.Minor)),
            ]))]));
    }
}
