using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Audit;

/// <summary>One page of the audit log, newest first, with the link that seals each row.</summary>
[UseCase]
internal sealed class AuditList(QueryRunner runner)
{
    public const int PageSize = 50;

    private const int MostPayees = 50;

    internal static readonly RowOrders<AuditRow> Orders = new RowOrders<AuditRow>(
            rows => rows.OrderByDescending(row => row.At), sorted => sorted.ThenByDescending(row => row.Id))
        .By("when", row => row.At)
        .By("who", row => row.Who)
        .By("action", row => row.Action);

    internal sealed record Filter(string? Words, ListPlace Place);

    internal sealed record Row(
        AuditId Id, Instant At, PersonId? Person, string Who, string Action, string SubjectKind, Guid SubjectId, string? Before,
        string? After, string? Reason, string RequestId, long? Link);

    /// <param name="Names">Of the payees and people that rows are about, by subject.</param>
    internal sealed record Answer(IReadOnlyList<Row> Rows, int Total, IReadOnlyDictionary<Guid, string> Names);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeAudit, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var rows = reading.Db.Set<AuditRow>().AsQueryable();
        if (Guid.TryParse(filter.Words, out var subject))
            rows = rows.Where(row => row.SubjectId == subject);
        else if (!string.IsNullOrWhiteSpace(filter.Words))
        {
            var (words, actions) = (filter.Words.Trim(), AuditWords.ActionsLike(filter.Words));
            var lower = words.ToLowerInvariant();
            var names = await reading.Db.Set<Person>().Select(person => new { person.Name, Lower = person.Name.ToLower() })
                .Where(person => person.Lower.Contains(lower)).Select(person => person.Name).ToListAsync(reading.Ct);
            var payees = await reading.Db.Set<Payee>().Select(payee => new { payee.Id, Lower = payee.Name.ToLower() })
                .Where(payee => payee.Lower.Contains(lower)).OrderBy(payee => payee.Id).Select(payee => payee.Id)
                .Take(MostPayees).ToListAsync(reading.Ct);
            var subjects = payees.Select(payee => payee.Value).ToList();
            rows = rows.Where(row => actions.Contains(row.Action) || row.Who == words || names.Contains(row.Who)
                || row.RequestId == words || row.SubjectKind == words || subjects.Contains(row.SubjectId));
        }

        var total = await rows.CountAsync(reading.Ct);
        if (total == 0)
            return new Answer([], 0, new Dictionary<Guid, string>());
        var page = await (
            from row in Orders.PageOf(rows, filter.Place, PageSize)
            join seal in reading.Db.Set<AuditSeal>() on row.Id equals seal.RowId into seals
            from seal in seals.DefaultIfEmpty()
            select new Row(
                row.Id, row.At, row.PersonId, row.Who, row.Action, row.SubjectKind, row.SubjectId, row.Before, row.After,
                row.Reason, row.RequestId, seal == null ? null : seal.Sequence)).ToListAsync(reading.Ct);
        return new Answer(page, total, await NamesAsync(reading, page));
    }

    private static async Task<Dictionary<Guid, string>> NamesAsync(Reading reading, IReadOnlyList<Row> rows)
    {
        var payees = rows.Where(row => row.SubjectKind == "payee").Select(row => new PayeeId(row.SubjectId)).Distinct().ToList();
        var people = rows.Where(row => row.SubjectKind == "person").Select(row => new PersonId(row.SubjectId)).Distinct()
            .ToList();
        var names = await reading.Db.Set<Payee>().Where(payee => payees.Contains(payee.Id))
            .ToDictionaryAsync(payee => payee.Id.Value, payee => payee.Name, reading.Ct);
        foreach (var person in await reading.Db.Set<Person>().Where(person => people.Contains(person.Id))
            .Select(person => new { person.Id, person.Name }).ToListAsync(reading.Ct))
            names[person.Id.Value] = person.Name;
        return names;
    }
}
