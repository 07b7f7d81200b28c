using System.Diagnostics;

namespace OpsPortal.Shell;

/// <summary>What is shown when a request failed by a fault of ours.</summary>
public sealed partial class ErrorPage
{
    private static string RequestId => Activity.Current?.TraceId.ToString() ?? "unknown";
}
