using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Features.Audit;

namespace OpsPortal.Features.Trace;

/// <summary>Who did what, out of the audit log: all of it for whoever reads the log, else the acts on records that the person may
/// see.</summary>
internal static class TraceActs
{
    private const int MostRows = 200;

    public static async Task<IReadOnlyList<AuditRow>> SeenAsync(Reading reading, IReadOnlyList<AuditRow> rows)
    {
        if (reading.Person.May(Permission.SeeAudit))
            return rows;
        var seen = new HashSet<(string, Guid)>();
        foreach (var (kind, id) in rows.Select(row => (row.SubjectKind, row.SubjectId)).Distinct())
        {
            if (RecordKinds.All.TryGetValue(kind, out var known) && reading.Person.May(known.Needs)
                && await known.Sees(reading, id))
                seen.Add((kind, id));
        }

        return [.. rows.Where(row => seen.Contains((row.SubjectKind, row.SubjectId)))];
    }

    /// <summary>What was done to the subjects and in the requests.</summary>
    public static async Task<IReadOnlyList<AuditRow>> ReadAsync(
        Reading reading, IReadOnlyCollection<Guid> subjects, IReadOnlyCollection<string> requests) =>
        await SeenAsync(reading, await reading.Db.Set<AuditRow>()
            .Where(row => subjects.Contains(row.SubjectId) || requests.Contains(row.RequestId))
            .OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostRows).ToListAsync(reading.Ct));

    public static TraceNode Node(AuditRow row) => new(
        "Act", row.RequestId, $"{AuditWords.Of(row.Action)}, {row.SubjectKind}", Words.Actor(row.PersonId, row.Who), row.At,
        $"/trace?id={row.SubjectId}");
}
