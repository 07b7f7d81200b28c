namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// How long a provider's answer is awaited: the setting <c>Payouts:AnswerSeconds</c>, 10 by default. A sending that nobody
/// has finished is asked about only after twelve times that, when no sender can still be waiting.
/// </summary>
[Part]
internal sealed class AnswerTime(IConfiguration configuration)
{
    private const int Waits = 12;

    public TimeSpan Longest { get; } = TimeSpan.FromSeconds(configuration.GetValue("Payouts:AnswerSeconds", 10.0));

    /// <summary>How long a claimed sending is left alone.</summary>
    public Duration Lease => Duration.FromTimeSpan(Longest * Waits);
}
