using OpsPortal.Domain.Access;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Exceptions;

/// <summary>One step of an escalation.</summary>
/// <param name="Words">Who it is with, in words; an outside party is a task for the role that is told.</param>
/// <param name="Tells">The role that is told; null for whoever owns the case.</param>
public sealed record LadderRung(string Words, Role? Tells)
{
    public const int Most = 6;

    public override string ToString() => Words;

    /// <summary>Reads a ladder as a person types it: one rung a line, <c>Operations lead: Finance</c>; without a role the
    /// owner is told.</summary>
    public static Outcome<IReadOnlyList<LadderRung>> Read(string text)
    {
        var rungs = new List<LadderRung>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split(':', 2, StringSplitOptions.TrimEntries);
            if (parts[0].Length is 0 or > 60)
                return ExceptionsRefusals.LadderUnreadable(line);
            if (parts.Length == 1 || parts[1].Length == 0)
                rungs.Add(new LadderRung(parts[0], null));
            else if (Enum.TryParse<Role>(parts[1], ignoreCase: true, out var role) && Enum.IsDefined(role))
                rungs.Add(new LadderRung(parts[0], role));
            else
                return ExceptionsRefusals.LadderUnreadable(line);
        }

        return rungs.Count is 0 or > Most ? ExceptionsRefusals.LadderLength(Most) : Outcomes.Of<IReadOnlyList<LadderRung>>(rungs);
    }

    public static string Write(IEnumerable<LadderRung> ladder) => string.Join('\n',
        ladder.Select(rung => rung.Tells is { } role ? $"{rung.Words}: {role}" : rung.Words));
}
