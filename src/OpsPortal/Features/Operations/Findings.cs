namespace OpsPortal.Features.Operations;

/// <summary>Something that was looked at, and whether it is as it must be.</summary>
internal sealed record Finding(string What, bool Holds, string Words);

internal static class Findings
{
    /// <summary>Prints a line for each, and gives the exit code: 0 where all hold.</summary>
    public static async Task<int> PrintAsync(this IReadOnlyCollection<Finding> findings, string broken)
    {
        foreach (var finding in findings)
            await Console.Out.WriteLineAsync($"{(finding.Holds ? "holds " : broken)}  {finding.What}: {finding.Words}");
        return findings.All(finding => finding.Holds) ? 0 : 1;
    }
}
