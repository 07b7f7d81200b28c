using NodaTime;
using OpsPortal.Domain.Cash;
using static OpsPortal.Domain.Exceptions.ExceptionType;

namespace OpsPortal.Domain.Exceptions;

/// <summary>What is known of the outside when a case is opened.</summary>
/// <param name="Rail">The rail of the payment that the case is about.</param>
/// <param name="ReceivedAt">When that payment came in.</param>
/// <param name="GivenAt">The deadline that the outside itself named, such as a dispute's.</param>
public sealed record OutsideFacts(Rail? Rail, Instant? ReceivedAt, Instant? GivenAt);

/// <summary>One deadline that no SLA of ours can move.</summary>
/// <param name="Name">As it stands on the case.</param>
/// <param name="Types">The types that it is for.</param>
/// <param name="Rail">The rail that it is for, or null for all.</param>
/// <param name="After">How long after the payment came in, or after the case was opened where there is no payment.</param>
/// <param name="Given">True where a date that the outside names goes first.</param>
public sealed record OutsideDeadline(string Name, IReadOnlyList<ExceptionType> Types, Rail? Rail, Duration After, bool Given);

/// <summary>The deadlines of the outside world, one row each.</summary>
public static class OutsideDeadlines
{
    private static readonly ExceptionType[] HeldCash =
        [UnmatchedDeposit, MissingReference, SuccessWithoutInvoice, RemittanceMismatch, DuplicateConflict];

    public static IReadOnlyList<OutsideDeadline> All { get; } =
    [
        new("Fraud warning: refund within two hours", [EarlyFraudWarning], null, Duration.FromHours(2), false),
        new("Dispute: answer to the card scheme", [Dispute], Rail.Card, Duration.FromDays(7), true),
        new("SEPA direct debit: refund without a reason, 8 weeks", HeldCash, Rail.SepaDebit, Duration.FromDays(56), false),
        new("Unapplied money: return, 75 days", HeldCash, null, Duration.FromDays(75), false),
        new("SEPA direct debit: refund when unauthorised, 13 months", HeldCash, Rail.SepaDebit, Duration.FromDays(396), false),
    ];

    /// <summary>The next deadline that has not passed yet, or the last one that has; null where none is for the case.</summary>
    public static (string Name, Instant At)? Of(ExceptionType type, Instant openedAt, OutsideFacts facts, Instant now)
    {
        var all = All.Where(row => row.Types.Contains(type) && (row.Rail is null || row.Rail == facts.Rail))
            .Select(row => (row.Name, At: row.Given && facts.GivenAt is { } given ? given
                : (type == EarlyFraudWarning ? openedAt : facts.ReceivedAt ?? openedAt) + row.After))
            .OrderBy(row => row.At).ToList();
        return all.Count == 0 ? null : all.FirstOrDefault(row => row.At > now, all[^1]);
    }
}
