using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Features.Audit;

/// <summary>One page of the audit log, newest first, with the link that seals each row.</summary>
[UseCase]
internal sealed class AuditList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<AuditRow> Orders = new RowOrders<AuditRow>(
            rows => rows.OrderByDescending(row => row.At), sorted => sorted.ThenByDescending(row => row.Id))
        .By("when", row => row.At)
        .By("who", row => row.Who)
        .By("action", row => row.Action);

    internal sealed record Filter(string? Words, ListPlace Place);

    internal sealed record Row(
        AuditId Id, Instant At, PersonId? Person, string Who, string Action, string SubjectKind, Guid SubjectId, string? Before,
        string? After, string? Reason, string RequestId, long? Link);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Total);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeAudit, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var rows = reading.Db.Set<AuditRow>().AsQueryable();
        if (Guid.TryParse(filter.Words, out var subject))
            rows = rows.Where(row => row.SubjectId == subject);
        else if (!string.IsNullOrWhiteSpace(filter.Words))
        {
            var actions = AuditWords.ActionsLike(filter.Words);
            rows = rows.Where(row => actions.Contains(row.Action) || row.Who == filter.Words || row.RequestId == filter.Words
                || row.SubjectKind == filter.Words);
        }

        var total = await rows.CountAsync(reading.Ct);
        if (total == 0)
            return new Answer([], 0);
        var page = await (
            from row in Orders.PageOf(rows, filter.Place, PageSize)
            join seal in reading.Db.Set<AuditSeal>() on row.Id equals seal.RowId into seals
            from seal in seals.DefaultIfEmpty()
            select new Row(
                row.Id, row.At, row.PersonId, row.Who, row.Action, row.SubjectKind, row.SubjectId, row.Before, row.After,
                row.Reason, row.RequestId, seal == null ? null : seal.Sequence)).ToListAsync(reading.Ct);
        return new Answer(page, total);
    }
}
