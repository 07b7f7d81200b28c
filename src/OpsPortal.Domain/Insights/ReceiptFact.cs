using NodaTime;

namespace OpsPortal.Domain.Insights;

/// <summary>What is known of one receipt when it is measured.</summary>
/// <param name="ReceivedAt">When the money came.</param>
/// <param name="IsApplied">Nothing of it is left to apply, and something was.</param>
/// <param name="IsReturned">All or a part of it went back to the payer.</param>
/// <param name="ByRule">Applications that a rule made.</param>
/// <param name="ByHand">Applications and repayments that a person made.</param>
/// <param name="TakenBack">Applications of a rule that were reversed.</param>
/// <param name="Decisions">Suggestions that a person confirmed or discarded.</param>
/// <param name="Postings">Journal entries that booked its arrival; one is right.</param>
/// <param name="AppliedAt">When the last standing application was made.</param>
public sealed record ReceiptFact(
    Instant ReceivedAt, bool IsApplied, bool IsReturned, int ByRule, int ByHand, int TakenBack, int Decisions, int Postings,
    Instant? AppliedAt)
{
    /// <summary>A person had a hand in it.</summary>
    public bool IsTouched => ByHand > 0 || Decisions > 0 || (TakenBack > 0 && !IsReturned);

    /// <summary>The whole chain to the invoice ran without a person.</summary>
    public bool IsStraightThrough => IsApplied && !IsTouched;

    /// <summary>A rule applied it and somebody had to take that back; a return by the payer's bank is no fault of the
    /// rule.</summary>
    public bool IsMisapplied => TakenBack > 0 && !IsReturned;

    /// <summary>From the arrival of the money to its last application.</summary>
    public Duration? Lag => IsApplied && AppliedAt is { } applied ? applied - ReceivedAt : null;
}
