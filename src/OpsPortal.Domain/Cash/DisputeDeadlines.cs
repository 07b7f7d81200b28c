using NodaTime;

namespace OpsPortal.Domain.Cash;

/// <summary>How long the other side waits for us where it names no time itself.</summary>
public static class DisputeDeadlines
{
    /// <summary>A refund within this time of a fraud warning forestalls the dispute.</summary>
    public static readonly Duration FraudWarning = Duration.FromHours(2);

    /// <summary>The shortest time that card schemes give for evidence; 7 to 21 days are usual.</summary>
    public static readonly Duration Evidence = Duration.FromDays(7);

    public static Duration Of(DisputeKind kind) => kind == DisputeKind.FraudWarning ? FraudWarning : Evidence;
}
