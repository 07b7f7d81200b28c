using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Parties;

/// <summary>Payees of the person's legal entities with the state of their bank details.</summary>
[UseCase]
internal sealed class PayeeList(QueryRunner runner)
{
    internal static readonly RowOrders<Payee> Orders = new RowOrders<Payee>(
            payees => payees.OrderBy(p => p.Name), sorted => sorted.ThenBy(p => p.Id))
        .By("name", p => p.Name);

    internal sealed record Filter(string? Text, ListPlace Place);

    /// <param name="TurnedAway">The bank's code by which the last payout to the account came back, as there is none.</param>
    internal sealed record Row(Payee Payee, string Entity, PayeeAccount? Account, string? TurnedAway);

    internal sealed record Answer(TablePage<Row> Page, IReadOnlyList<LegalEntity> Entities, Instant Now);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeParties, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var (db, ids, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        var found = db.Set<Payee>().Where(p => ids.Contains(p.LegalEntityId));
        if (filter.Text?.Trim() is { Length: > 0 } text)
            found = found.Where(p => p.Name.Contains(text) || p.Email.Contains(text));
        var total = await found.CountAsync(ct);
        var payees = await Orders.PageOf(found, filter.Place, TablePage.DefaultSize).ToListAsync(ct);
        var shown = payees.Select(p => p.Id).ToList();
        var accounts = await db.Set<PayeeAccount>().Where(a => shown.Contains(a.PayeeId) && a.ReplacedAt == null)
            .ToDictionaryAsync(a => a.PayeeId, ct);
        var entities = await db.Set<LegalEntity>().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Name).ToListAsync(ct);
        var turnedAway = await TurnedAwayAccounts.ReadAsync(db, shown, ct);
        var codes = entities.ToDictionary(e => e.Id, e => e.Code);
        return new Answer(
            new([.. payees.Select(p => RowOf(p))], total, filter.Place, TablePage.DefaultSize), entities, reading.Now);

        Row RowOf(Payee payee)
        {
            var account = accounts.GetValueOrDefault(payee.Id);
            return new(payee, codes[payee.LegalEntityId], account,
                account is null ? null : turnedAway.GetValueOrDefault(account.Id));
        }
    }
}

/// <summary>One payee with every version of its bank details, masked.</summary>
[UseCase]
internal sealed class PayeeDetail(QueryRunner runner)
{
    internal sealed record Answer(
        Payee Payee, LegalEntity Entity, IReadOnlyList<PayeeAccount> Accounts, IReadOnlyDictionary<PersonId, string> People,
        IReadOnlyDictionary<PayeeAccountId, string> TurnedAway, Instant Now);

    public Task<Outcome<Answer>> RunAsync(PayeeId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeParties, actor, async reading =>
        {
            var db = reading.Db;
            if (await reading.SeenAsync<Payee>(p => p.Id == id) is not { } payee)
                return SharedRefusals.NotFound("payee");
            return new Answer(
                payee, await db.Set<LegalEntity>().SingleAsync(e => e.Id == payee.LegalEntityId, ct),
                await db.Set<PayeeAccount>().Where(a => a.PayeeId == id).OrderByDescending(a => a.Version).ToListAsync(ct),
                await db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.Name, ct),
                await TurnedAwayAccounts.ReadAsync(db, [id], ct), reading.Now);
        }, ct);
}
