using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Reconciliation.Sources;

namespace OpsPortal.Features.Reconciliation.TrialBalances;

/// <summary>A trial balance of an ERP as it was taken, each account with those of ours to which it leads.</summary>
[UseCase]
internal sealed class TrialBalanceDetail(QueryRunner runner)
{
    internal sealed record Row(ErpBalance Stated, string Ours);

    internal sealed record Answer(ErpTrialBalance Taken, string Entity, string TakenBy, IReadOnlyList<Row> Rows);

    public Task<Outcome<Answer>> RunAsync(ErpTrialBalanceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeReconciliation, actor, async reading =>
        {
            if (await FindAsync(reading, id) is not { } found)
                return SharedRefusals.NotFound("trial balance");
            var book = await ErpBalanceSides.BookAsync(
                reading.Db, found.LegalEntityId, found.Target, found.MappingVersion, reading.Ct);
            var entity = await reading.Db.Set<LegalEntity>().Where(one => one.Id == found.LegalEntityId).Select(one => one.Name)
                .SingleAsync(reading.Ct);
            var by = await reading.Db.Set<Person>().Where(person => person.Id == found.TakenBy).Select(person => person.Name)
                .SingleOrDefaultAsync(reading.Ct);
            return new Answer(found, entity, by ?? "", [.. found.Rows.Select(row => new Row(
                row, string.Join(", ", book.AccountsOf(book.KeyOf(row.Code)).Select(account => (int)account))))]);
        }, ct);

    /// <summary>The bytes as they came in.</summary>
    public Task<Outcome<(string Name, byte[] Content)>> FileAsync(ErpTrialBalanceId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<(string, byte[])>(Permission.SeeReconciliation, actor, async reading =>
            await FindAsync(reading, id) is { } found ? (found.Name, found.Content)
                : SharedRefusals.NotFound("trial balance"), ct);

    private static Task<ErpTrialBalance?> FindAsync(Reading reading, ErpTrialBalanceId id) =>
        reading.SeenAsync<ErpTrialBalance>(one => one.Id == id);
}
