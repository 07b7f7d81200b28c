using OpsPortal.Data;

namespace OpsPortal.Shell.Start;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: it can keep what
/// comes in, or says what to mend.</summary>
internal static class Health
{
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => Results.Text("live")).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", ReadyAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(Readiness readiness, ClockCheck clocks, CancellationToken ct) =>
        await readiness.WhyNotAsync(ct) is not { } why
            ? Results.Text(clocks.Last is { } wrong ? $"ready, but no payout is sent: {wrong}" : "ready")
        : Results.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable);
}
