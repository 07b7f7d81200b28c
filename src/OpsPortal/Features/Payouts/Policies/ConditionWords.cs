using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>An approval condition as people say it.</summary>
internal static class ConditionWords
{
    public static string Of(ApprovalCondition condition) => condition.Subject switch
    {
        ApprovalSubject.LegalEntity => $"entity {condition.Text}",
        ApprovalSubject.Currency => $"in {condition.Text}",
        ApprovalSubject.Rail => $"by {condition.Text}",
        ApprovalSubject.Maker => $"made by {condition.Text}",
        ApprovalSubject.BatchTotal => $"batch total at least {condition.Number:N0} minor units",
        ApprovalSubject.MakerRollingSum => $"its maker's rolling sum at least {condition.Number:N0} minor units",
        ApprovalSubject.ItemAmount => $"a payout of at least {condition.Number:N0} minor units",
        ApprovalSubject.PayeeYoungerThanDays => $"to a payee younger than {condition.Number} days",
        ApprovalSubject.BankDetailsChanged => $"to bank details changed within {condition.Number} days",
        ApprovalSubject.PayeeRollingSum => $"to a payee whose rolling sum is at least {condition.Number:N0} minor units",
        ApprovalSubject.UnusualAmount => "of an unusual amount",
        _ => condition.Subject.ToString(),
    };
}
