using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>What a controller may set of a type: who owns it, who stands in, how long it may take, who hears of it.</summary>
public sealed record TypeTerms(Role Owner, Role Fallback, int SlaHours, IReadOnlyList<LadderRung> Ladder);

/// <summary>
/// One version of a type's terms, made by a controller and never changed; the latest is in force, and where there is none the
/// table's own row. Steps and the demand for a posting stay with the table.
/// </summary>
public sealed class ExceptionTypeVersion
{
    public const int MostSlaHours = 24 * 90;

    private ExceptionTypeVersion()
    {
    }

    public ExceptionType Type { get; private set; }

    public int Number { get; private set; }

    public Role Owner { get; private set; }

    public Role Fallback { get; private set; }

    public int SlaHours { get; private set; }

    public IReadOnlyList<LadderRung> Ladder { get; private set; } = [];

    public string Reason { get; private set; } = "";

    public PersonId MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public static Outcome<ExceptionTypeVersion> Make(
        ExceptionType type, int number, TypeTerms terms, string reason, PersonId by, Instant now)
    {
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        if (terms.SlaHours is < 1 or > MostSlaHours)
            return ExceptionsRefusals.SlaOutOfRange(MostSlaHours);
        if (terms.Owner == terms.Fallback)
            return ExceptionsRefusals.OwnerStandsInForItself;
        if (!MayWork(terms.Owner))
            return ExceptionsRefusals.RoleCannotWork(terms.Owner);
        if (terms.Ladder.Count is 0 or > LadderRung.Most)
            return ExceptionsRefusals.LadderLength(LadderRung.Most);
        return new ExceptionTypeVersion
        {
            Type = type, Number = number, Owner = terms.Owner, Fallback = terms.Fallback, SlaHours = terms.SlaHours,
            Ladder = terms.Ladder, Reason = reason.Trim(), MadeBy = by, MadeAt = now,
        };
    }

    /// <summary>The table's row with these terms.</summary>
    public ExceptionTypeRow Over(ExceptionTypeRow row) =>
        row with { Owner = Owner, Fallback = Fallback, Sla = Duration.FromHours(SlaHours), Ladder = Ladder };

    private static bool MayWork(Role role) => RolePermissions.Of(role).Contains(Permission.WorkExceptions);
}
