using OpsPortal.Domain.Compliance;

namespace OpsPortal.Features.Payouts;

/// <summary>Short names of reason codes for filters: <c>gate.sanctions-missing</c> becomes "Sanctions check: missing", and
/// <c>release.not-settled</c> "Not settled".</summary>
internal static class ReasonWords
{
    private static readonly Dictionary<string, string> Gates =
        Enum.GetValues<GateKind>().ToDictionary(gate => gate.ToString(), GateWords.Name, StringComparer.OrdinalIgnoreCase);

    public static string Of(string code)
    {
        var reason = code[(code.IndexOf('.', StringComparison.Ordinal) + 1)..];
        var (first, rest) = reason.IndexOf('-', StringComparison.Ordinal) is > 0 and var at
            ? (reason[..at], reason[(at + 1)..].Replace('-', ' ')) : (reason, "");
        return Gates.TryGetValue(first, out var gate) ? $"{gate}: {rest}"
            : char.ToUpperInvariant(first[0]) + $"{first[1..]} {rest}".TrimEnd();
    }
}
