using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Payouts;

/// <summary>
/// A version of who must approve payouts, with the moment from which it holds. It asks for people, never roles: one person counts
/// once. It can ask for more than two people, never for fewer.
/// </summary>
public sealed class ApprovalPolicy
{
    private ApprovalPolicy()
    {
    }

    public PolicyId Id { get; private set; }

    public int Number { get; private set; }

    public Instant EffectiveFrom { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId? MadeBy { get; private set; }

    public Instant MadeAt { get; private set; }

    public ApprovalRules Rules { get; private set; } = new([], []);

    public static Outcome<ApprovalPolicy> Make(
        PolicyId id, int number, Instant effectiveFrom, string reason, ApprovalRules rules, PersonId? madeBy, Instant now)
    {
        if (rules.Rules.Any(r => r.People < ApprovalRules.FewestPeople))
            return PayoutRefusals.FewerThanTwo;
        if (rules.Limits.Count == 0 || rules.Limits.Any(l => l.ItemMinor <= 0 || l.BatchMinor <= 0))
            return PayoutRefusals.LimitsMissing;
        if (rules.RollingDays < 1 || rules.UnusualFactor < 2 || rules.ExpiryHours is < 1 or > 72)
            return PayoutRefusals.PolicyNumbers;
        if (effectiveFrom < now && number > 1)
            return PayoutRefusals.PolicyInThePast;
        if (Reasons.WhyNot(reason) is { } wrong)
            return wrong;
        return new ApprovalPolicy
        {
            Id = id, Number = number, EffectiveFrom = effectiveFrom, Reason = reason.Trim(), Rules = rules, MadeBy = madeBy,
                MadeAt = now,
        };
    }

    public static ApprovalPolicy? InForce(IEnumerable<ApprovalPolicy> versions, Instant at) =>
        versions.Where(v => v.EffectiveFrom <= at).MaxBy(v => v.Number);

    /// <summary>How many different people must approve: the most that any matching rule asks for, and never fewer than
    /// two.</summary>
    public int PeopleFor(ApprovalContext batch) =>
        Matching(batch).Select(rule => rule.People).Append(ApprovalRules.FewestPeople).Max();

    /// <summary>The rules that ask for more, to be named on screen.</summary>
    public IEnumerable<ApprovalRule> Matching(ApprovalContext batch) =>
        Rules.Rules.Where(rule => rule.Blocks.Any(block => Holds(block, batch)));

    /// <summary>The hard limits: refused whoever approves.</summary>
    public Outcome WithinLimits(Currency currency, IReadOnlyList<long> itemsMinor)
    {
        var limit = Rules.Limits.FirstOrDefault(l => l.Currency == currency.Code);
        if (limit is null)
            return PayoutRefusals.NoLimit(currency);
        if (itemsMinor.FirstOrDefault(minor => minor > limit.ItemMinor) is var item and > 0)
            return PayoutRefusals.ItemTooLarge(new Money(item, currency), new Money(limit.ItemMinor, currency));
        var total = itemsMinor.Aggregate(0L, (sum, minor) => checked(sum + minor));
        return total > limit.BatchMinor
            ? PayoutRefusals.BatchTooLarge(new Money(total, currency), new Money(limit.BatchMinor, currency))
            : Outcome.Done;
    }

    /// <summary>Four eyes do not see magnitude: true above so many times the median of what the payee got before, at three
    /// payouts or more.</summary>
    public bool IsUnusual(long amountMinor, IReadOnlyList<long> paidBeforeMinor)
    {
        if (paidBeforeMinor.Count < 3)
            return false;
        var sorted = paidBeforeMinor.Order().ToList();
        return (Int128)amountMinor > (Int128)sorted[sorted.Count / 2] * Rules.UnusualFactor;
    }

    private static bool Holds(ApprovalBlock block, ApprovalContext batch)
    {
        var onItems = block.Conditions.Where(c => c.Subject >= ApprovalSubject.ItemAmount).ToList();
        return block.Conditions.Where(c => c.Subject < ApprovalSubject.ItemAmount).All(c => HoldsForBatch(c, batch))
            && (onItems.Count == 0 || batch.Items.Any(item => onItems.All(c => HoldsForItem(c, item))));
    }

    private static bool HoldsForBatch(ApprovalCondition condition, ApprovalContext batch) => condition.Subject switch
    {
        ApprovalSubject.LegalEntity => condition.Text == batch.LegalEntity,
        ApprovalSubject.Currency => condition.Text == batch.Currency,
        ApprovalSubject.Rail => condition.Text == batch.Rail,
        ApprovalSubject.Maker => condition.Text == batch.Maker,
        ApprovalSubject.BatchTotal => batch.TotalMinor >= condition.Number,
        ApprovalSubject.MakerRollingSum => batch.MakerRollingMinor >= condition.Number,
        _ => true,
    };

    private static bool HoldsForItem(ApprovalCondition condition, ApprovalItemContext item) => condition.Subject switch
    {
        ApprovalSubject.ItemAmount => item.AmountMinor >= condition.Number,
        ApprovalSubject.PayeeYoungerThanDays => item.PayeeAgeDays < condition.Number,
        ApprovalSubject.BankDetailsChanged => item.BankDetailsChangedDaysAgo is { } days && days <= condition.Number,
        ApprovalSubject.PayeeRollingSum => item.PayeeRollingMinor >= condition.Number,
        ApprovalSubject.UnusualAmount => item.IsUnusual,
        _ => true,
    };
}
