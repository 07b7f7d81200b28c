using NodaTime;
using OpsPortal.Domain.Access;

namespace OpsPortal.Domain.Exceptions;

/// <summary>What the answer to "did money move?" must be when a case of a type is resolved.</summary>
public enum ResolvingPosting
{
    /// <summary>Money does not move by it; an entry may be named.</summary>
    NotAsked,

    /// <summary>Either the entry, or the answer that no money moved, with its reason.</summary>
    EntryOrReason,

    /// <summary>The entry, without exception.</summary>
    EntryDemanded,
}

/// <summary>One row of the table: who owns the type, who stands in, how long it may take, who hears of it when it is late, what
/// may be done, and what resolving it asks for.</summary>
/// <param name="Type">The kind of trouble.</param>
/// <param name="Words">Its name on screen.</param>
/// <param name="Owner">The role that resolves it.</param>
/// <param name="Fallback">The role that stands in when the owner does not act.</param>
/// <param name="Sla">Time from opening to being late.</param>
/// <param name="Ladder">Who is told, in this order, each time another SLA has passed.</param>
/// <param name="WayOut">What the owner usually does, in one sentence.</param>
/// <param name="Posting">Whether resolving it asks for the posting.</param>
/// <param name="Special">The steps beside those that every case has; <see cref="Steps"/> holds all.</param>
public sealed record ExceptionTypeRow(
    ExceptionType Type, string Words, Role Owner, Role Fallback, Duration Sla, IReadOnlyList<LadderRung> Ladder, string WayOut,
    ResolvingPosting Posting, IReadOnlyList<CaseStep> Special)
{
    private static readonly CaseStep[] Everywhere = [CaseStep.Assign, CaseStep.Comment, CaseStep.AddEvidence, CaseStep.Resolve];

    /// <summary>Everything that may be done from a case of this type; what is not here is refused.</summary>
    public IReadOnlyList<CaseStep> Steps { get; } = [.. Special, .. Everywhere];

    /// <summary>With whom a late case is after it climbed so many rungs, from 1; the last rung keeps it.</summary>
    public LadderRung LateWith(int rung) => Ladder[Math.Clamp(rung, 1, Ladder.Count) - 1];

    public bool Allows(CaseStep step) => Steps.Contains(step);
}
