using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Where a payee's money stands by currency, and its latest payouts.</summary>
[UseCase]
internal sealed class PayeeMoney(QueryRunner runner)
{
    public const int Latest = 20;

    /// <summary>One currency; what the payee owes us is below zero.</summary>
    internal sealed record Balance(Currency Currency, IReadOnlyDictionary<Account, long> Minor)
    {
        public long Of(Account account) => Minor.GetValueOrDefault(account);
    }

    internal sealed record Payout(PayoutItem Item, string Batch, Instant At);

    internal sealed record Answer(IReadOnlyList<Balance> Balances, IReadOnlyList<Payout> Payouts, int Count);

    public Task<Outcome<Answer>> RunAsync(PayeeId payee, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, payee), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, PayeeId id)
    {
        var (db, ct) = (reading.Db, reading.Ct);
        if (await reading.SeenAsync<Payee>(one => one.Id == id) is not { } payee)
            return SharedRefusals.NotFound("payee");
        var positions = await LedgerBalances.PayeePositionsAsync(db, payee.LegalEntityId, null, id, ct);
        var items = db.Set<PayoutItem>().Where(item => item.PayeeId == id);
        var latest = await items.Join(db.Set<PayoutBatch>(), item => item.BatchId, batch => batch.Id,
                (item, batch) => new { Item = item, batch.Number, At = item.FinalAt ?? item.ReleasedAt ?? batch.MadeAt })
            .OrderByDescending(row => row.At).ThenBy(row => row.Item.Id).Take(Latest).ToListAsync(ct);
        return new Answer(
            [
                .. positions.GroupBy(position => position.Currency).OrderBy(same => same.Key.Code, StringComparer.Ordinal)
                    .Select(same => new Balance(same.Key, same.GroupBy(position => position.Account)
                        .ToDictionary(one => one.Key, one => one.Sum(position => position.BalanceMinor)))),
            ],
            [.. latest.Select(row => new Payout(row.Item, row.Number, row.At))], await items.CountAsync(ct));
    }
}
