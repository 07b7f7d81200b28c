using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Audit;

/// <summary>
/// One act in the audit log: who did what to which object, before and after, why, and in which request. Written in the
/// transaction of the act, never changed or deleted; sealed into the hash chain afterwards by <see cref="AuditChain"/>. Holds no
/// secrets and no bank data.
/// </summary>
public sealed class AuditRow
{
    private AuditRow()
    {
    }

    public AuditId Id { get; private set; }

    public Instant At { get; private set; }

    /// <summary>The person, or null where the system acted by itself.</summary>
    public PersonId? PersonId { get; private set; }

    /// <summary>The person's name at the time, or the name of the job.</summary>
    public string Who { get; private set; } = "";

    public string Action { get; private set; } = "";

    public string SubjectKind { get; private set; } = "";

    public Guid SubjectId { get; private set; }

    public string? Before { get; private set; }

    public string? After { get; private set; }

    public string? Reason { get; private set; }

    public string RequestId { get; private set; } = "";

    public static AuditRow Of(
        AuditId id, Instant at, PersonId? person, string who, string action, string subjectKind, Guid subjectId, string requestId,
        string? before = null, string? after = null, string? reason = null) => new()
    {
        Id = id,
        At = Instant.FromUnixTimeTicks(at.ToUnixTimeTicks()),
        PersonId = person,
        Who = who,
        Action = action,
        SubjectKind = subjectKind,
        SubjectId = subjectId,
        RequestId = requestId,
        Before = before,
        After = after,
        Reason = reason,
    };
}
