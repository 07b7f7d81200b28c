using System.Diagnostics;
using Microsoft.AspNetCore.Components;
using OpsPortal.Components;

namespace OpsPortal.Shell;

/// <summary>What is shown when a request failed: by a fault of ours, unless its status says that the caller's request is
/// broken.</summary>
public sealed partial class ErrorPage
{
    [CascadingParameter]
    private HttpContext? Http { get; set; }

    private Refusal Refusal => Http?.Response.StatusCode is >= 400 and < 500 ? ComponentRefusals.BadRequest
        : ComponentRefusals.Unexpected(RequestId);

    private static string RequestId => Activity.Current?.TraceId.ToString() ?? "unknown";
}
