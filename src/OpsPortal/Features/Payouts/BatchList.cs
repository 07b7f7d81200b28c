using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts;

/// <summary>Batches with state, total and who must act, newest first.</summary>
[UseCase]
internal sealed class BatchList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<PayoutBatch> Orders = new RowOrders<PayoutBatch>(
            batches => batches.OrderByDescending(b => b.MadeAt),
            sorted => sorted.ThenByDescending(b => b.Number).ThenBy(b => b.Id))
        .By("number", b => b.Number)
        .By("total", b => b.Items.Where(i =>
                i.State != PayoutItemState.Cancelled || i.ReleasedAt != null || b.State == BatchState.Cancelled)
            .Sum(i => i.AmountMinor))
        .By("made", b => b.MadeAt)
        .By("expires", b => b.ExpiresAt);

    internal sealed record Row(
        BatchId Id, string Number, string Entity, Currency Currency, BatchWords Words, long TotalMinor, int Approvals,
        int PeopleNeeded, string Maker, Instant MadeAt, Instant? ExpiresAt, string? LastReason);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Total, IReadOnlyDictionary<BatchState, int> States);

    public Task<Outcome<Answer>> RunAsync(BatchState? state, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, state, place), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, BatchState? state, ListPlace place)
    {
        var entities = reading.Person.LegalEntities;
        var seen = reading.Db.Set<PayoutBatch>().Where(b => entities.Contains(b.LegalEntityId));
        var counts = await seen.GroupBy(b => b.State).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(reading.Ct);
        var chosen = state is { } one ? seen.Where(b => b.State == one) : seen;
        var batches = await Orders.PageOf(chosen, place, PageSize)
            .Include(b => b.Items).Include(b => b.Approvals).AsSplitQuery().ToListAsync(reading.Ct);
        var names = await NamesAsync(reading, batches);
        var codes = await reading.Db.Set<LegalEntity>().ToDictionaryAsync(e => e.Id, e => e.Code, reading.Ct);
        return new Answer(
            [.. batches.Select(b => RowOf(b, names, codes))], await chosen.CountAsync(reading.Ct), counts.ToDictionary(c =>
                c.Key, c => c.Count));
    }

    private static Row RowOf(PayoutBatch batch, Dictionary<PersonId, string> names, Dictionary<LegalEntityId, string> codes)
    {
        return new Row(
            batch.Id, batch.Number, codes[batch.LegalEntityId], batch.Currency, BatchWords.Of(batch),
            batch.TotalMinor,
            batch.CountingApprovals.Count(), Math.Max(batch.PeopleNeeded, ApprovalRules.FewestPeople),
            names.GetValueOrDefault(batch.MadeBy, "a job"), batch.MadeAt, batch.ExpiresAt, batch.LastReason);
    }

    private static async Task<Dictionary<PersonId, string>> NamesAsync(Reading reading, IReadOnlyList<PayoutBatch> batches)
    {
        var ids = batches.Select(b => b.MadeBy).Distinct().ToList();
        return await reading.Db.Set<Person>().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p =>
            p.Name, reading.Ct);
    }
}
