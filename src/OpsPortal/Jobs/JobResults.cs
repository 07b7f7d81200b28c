namespace OpsPortal.Jobs;

/// <summary>What a job did, in a few words.</summary>
internal static class JobResults
{
    public const string Nothing = "nothing";

    /// <param name="one">What is said after a 1: "row sealed".</param>
    /// <param name="many">What is said after any other number.</param>
    public static string Of(int count, string one, string many) => count switch
    {
        0 => Nothing,
        1 => $"1 {one}",
        _ => $"{count} {many}",
    };
}
