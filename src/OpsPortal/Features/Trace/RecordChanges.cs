using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;

namespace OpsPortal.Features.Trace;

/// <summary>What was done to one record: who, when, before and after, why, and in which request. For whoever may see the
/// record.</summary>
[UseCase]
internal sealed class RecordChanges(QueryRunner runner)
{
    private const int Most = 100;

    internal sealed record Row(
        Instant At, PersonId? Person, string Who, string Action, string? Before, string? After, string? Reason, string RequestId)
    {
        /// <summary>The person's name, or that the system did it and by which job.</summary>
        public string Actor => Components.Words.Actor(Person, Who);

        /// <summary>The change for a screen: from what to what, and why, in words.</summary>
        public string Change => string.Join(". ", new[] { AuditWords.Change(Before, After), Why }.OfType<string>());

        /// <summary>The change for a file that leaves the house: in full, and in which request.</summary>
        public string Words => string.Join(". ", [.. Parts, $"Request {RequestId}"]);

        private IEnumerable<string> Parts => new[]
        {
            (Before, After) switch
            {
                (null, null) => null,
                (null, _) => After,
                (_, null) => $"Was: {Before}",
                _ => $"{Before} → {After}",
            },
            Why,
        }.OfType<string>();

        // What somebody wrote stands as they wrote it.
        private string? Why => Reason is null ? null : $"Why: {Reason.TrimEnd('.')}";
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
                .Select(row => new Row(
                    row.At, row.PersonId, row.Who, row.Action, row.Before, row.After, row.Reason, row.RequestId))
                .ToListAsync(reading.Ct);
            return Outcomes.Of<IReadOnlyList<Row>>(rows);
        }, ct);
}
