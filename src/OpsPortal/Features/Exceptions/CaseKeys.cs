using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Exceptions;

/// <summary>The keys of what is done to cases, the same in the list and on one case.</summary>
internal static class CaseKeys
{
    public const string Take = "t";
    public const string Comment = "c";
    public const string Snooze = "z";
    public const string Resolve = "r";
    public const string Next = "n";

    /// <summary>The key of a step that is taken on the case itself; the others are led to and have none.</summary>
    public static string? Of(CaseStep step) => step switch
    {
        CaseStep.Snooze => Snooze,
        CaseStep.Resolve => Resolve,
        CaseStep.ProcessAgain => "g",
        CaseStep.ApplyCash => "a",
        _ => null,
    };
}
