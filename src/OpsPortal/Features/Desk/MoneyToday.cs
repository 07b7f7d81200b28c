using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Desk;

/// <summary>Where the money of the person's entities stands now, by currency, straight from the ledger.</summary>
[UseCase]
internal sealed class MoneyToday(QueryRunner runner)
{
    internal sealed record Row(
        Currency Currency, long ReceivableMinor, long UnappliedMinor, long PendingMinor, long SettledMinor, long BlockedMinor,
        long InFlightMinor);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeLedger, actor, async reading =>
        {
            var entities = reading.Person.LegalEntities;
            var sums = await reading.Db.Set<JournalLine>().Where(line => entities.Contains(line.LegalEntityId))
                .GroupBy(line => new { line.Currency, line.Account })
                .Select(group => new { group.Key.Currency, group.Key.Account, Minor = group.Sum(line => line.AmountMinor) })
                .ToListAsync(ct);
            var rows = sums.GroupBy(sum => sum.Currency).OrderBy(group => group.Key).Select(group =>
            {
                long Of(int code) => group.Where(sum => (int)sum.Account == code).Sum(sum => sum.Minor);
                return new Row(group.Key, Of(1200), -Of(2600), -Of(2110), -Of(2120), -Of(2510) - Of(2200), -Of(2300));
            });
            return Outcomes.Of<IReadOnlyList<Row>>([.. rows]);
        }, ct);
}
