using OpsPortal.Components;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>The conditions of a block as people say them; amounts are in the currency that the block names.</summary>
internal static class ConditionWords
{
    public static string Of(ApprovalBlock block)
    {
        var code = block.Conditions.FirstOrDefault(condition => condition.Subject == ApprovalSubject.Currency)?.Text;
        var currency = Currency.Find(code);
        return string.Join(" and ", block.Conditions
            .Where(condition => condition.Subject != ApprovalSubject.Currency || block.Conditions.Count == 1)
            .Select(condition => Of(condition, currency)));
    }

    private static string Of(ApprovalCondition condition, Currency? currency) => condition.Subject switch
    {
        ApprovalSubject.LegalEntity => $"entity {condition.Text}",
        ApprovalSubject.Currency => $"in {condition.Text}",
        ApprovalSubject.Rail => $"by {condition.Text}",
        ApprovalSubject.Maker => $"made by {condition.Text}",
        ApprovalSubject.BatchTotal => $"batch total at least {Amount(condition, currency)}",
        ApprovalSubject.MakerRollingSum => $"its maker's rolling sum at least {Amount(condition, currency)}",
        ApprovalSubject.ItemAmount => $"a payout of at least {Amount(condition, currency)}",
        ApprovalSubject.PayeeYoungerThanDays => $"to a payee younger than {condition.Number} days",
        ApprovalSubject.BankDetailsChanged => $"to bank details changed within {condition.Number} days",
        ApprovalSubject.PayeeRollingSum => $"to a payee whose rolling sum is at least {Amount(condition, currency)}",
        ApprovalSubject.UnusualAmount => "of an unusual amount",
        _ => Words.Of(condition.Subject),
    };

    private static string Amount(ApprovalCondition condition, Currency? currency) =>
        currency is { } known ? new Money(condition.Number, known).ToString()
            : $"{condition.Number:N0} of the smallest unit of any currency";
}
