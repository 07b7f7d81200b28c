using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Desk;

/// <summary>Where the money of the person's entities stands now, each legal entity and currency by itself, straight from the
/// ledger.</summary>
[UseCase]
internal sealed class MoneyToday(QueryRunner runner)
{
    internal sealed record Row(
        string Entity, Currency Currency, long ReceivableMinor, long UnappliedMinor, long PendingMinor, long SettledMinor,
        long BlockedMinor, long InFlightMinor);

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.SeeLedger, actor, async reading =>
        {
            var entities = reading.Person.LegalEntities;
            var codes = await reading.Db.Set<LegalEntity>().Where(entity => entities.Contains(entity.Id))
                .ToDictionaryAsync(entity => entity.Id, entity => entity.Code, ct);
            var sums = await reading.Db.Set<JournalLine>().Where(line => entities.Contains(line.LegalEntityId))
                .GroupBy(line => new { line.LegalEntityId, line.Currency, line.Account })
                .Select(group => new { group.Key.LegalEntityId, group.Key.Currency, group.Key.Account,
                    Minor = group.Sum(line => line.AmountMinor) })
                .ToListAsync(ct);
            var rows = sums.GroupBy(sum => (Entity: codes[sum.LegalEntityId], sum.Currency)).Select(group =>
            {
                long Of(int code) => group.Where(sum => (int)sum.Account == code).Sum(sum => sum.Minor);
                return new Row(group.Key.Entity, group.Key.Currency, Of(1200), -Of(2600), -Of(2110), -Of(2120),
                    -Of(2510) - Of(2200), -Of(2300));
            });
            return Outcomes.Of<IReadOnlyList<Row>>(
                [.. rows.OrderBy(row => row.Entity, StringComparer.Ordinal).ThenBy(row => row.Currency)]);
        }, ct);
}
