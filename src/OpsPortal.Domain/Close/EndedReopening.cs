using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>How a request to reopen a closed month came to nothing.</summary>
public enum ReopeningEnd
{
    Withdrawn,
    Refused,
    Lapsed,
}

/// <summary>A request to reopen that came to nothing: who asked when and why, and how it ended.</summary>
/// <param name="By">Who withdrew or refused it; null where it lapsed.</param>
/// <param name="Note">Why it was refused.</param>
public sealed record EndedReopening(
    PersonId AskedBy, Instant AskedAt, string Reason, ReopeningEnd How, Instant At, PersonId? By, string? Note);
