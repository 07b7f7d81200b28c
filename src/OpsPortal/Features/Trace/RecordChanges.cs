using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;

namespace OpsPortal.Features.Trace;

/// <summary>What was done to one record: who, when, before and after, why, and in which request. For whoever may see the
/// record.</summary>
[UseCase]
internal sealed class RecordChanges(QueryRunner runner)
{
    private const int Most = 100;

    internal sealed record Row(
        Instant At, string Who, string Action, string? Before, string? After, string? Reason, string RequestId)
    {
        /// <summary>The change in words: from what to what, why, in which request.</summary>
        public string Words => string.Join(". ", new[]
        {
            (Before, After) switch
            {
                (null, null) => null,
                (null, _) => After,
                (_, null) => $"Was: {Before}",
                _ => $"{Before} → {After}",
            },
            Reason is null ? null : $"Why: {Reason.TrimEnd('.')}", $"Request {RequestId}",
        }.Where(part => part is not null));
    }

    public Task<Outcome<IReadOnlyList<Row>>> RunAsync(string kind, Guid id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyList<Row>>(Permission.Trace, actor, async reading =>
        {
            if (!RecordKinds.All.TryGetValue(kind, out var known))
                return SharedRefusals.NotFound("kind of record");
            var (needs, sees) = known;
            if (!reading.Person.May(needs))
                return SharedRefusals.NotAllowed(needs.ToString());
            if (!await sees(reading, id))
                return SharedRefusals.NotFound(kind);
            var rows = await reading.Db.Set<AuditRow>().Where(row => row.SubjectId == id && row.SubjectKind == kind)
                .OrderByDescending(row => row.At).ThenByDescending(row => row.Id).Take(Most)
                .Select(row => new Row(row.At, row.Who, row.Action, row.Before, row.After, row.Reason, row.RequestId))
                .ToListAsync(reading.Ct);
            return Outcomes.Of<IReadOnlyList<Row>>(rows);
        }, ct);
}
