using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Contracts;

/// <summary>A stage as it is asked for.</summary>
/// <param name="Id">Of the stage; an amendment keeps a stage of the current plan by giving its id.</param>
/// <param name="Kind">Down payment, milestone, closing or retention; or an instalment.</param>
/// <param name="Name">What the invoice will call it.</param>
/// <param name="Basis">Fixed amount, percentage of the total, or the remainder (closing only).</param>
/// <param name="AmountMinor">Gross, where fixed.</param>
/// <param name="PercentBasisPoints">Where a percentage: 5000 for 50 %.</param>
/// <param name="DueOn">The date that triggers it, or by which a milestone is expected.</param>
/// <param name="Criteria">What must be true for acceptance; milestones only.</param>
/// <param name="Approver">Who signs the acceptance; may be named later.</param>
/// <param name="ErpItem">The billing-plan item of the ERP, where there is one.</param>
public sealed record PlannedItem(
    PlanItemId Id, PlanItemKind Kind, string Name, AmountBasis Basis, long AmountMinor = 0, int PercentBasisPoints = 0,
    LocalDate? DueOn = null, string? Criteria = null, PersonId? Approver = null, string? ErpItem = null);

/// <summary>
/// Turns asked-for stages into amounts to the minor unit. Milestones, closing and retention sum to the contract total;
/// down payments are advances on them, sum to the total at most, and are cleared against them.
/// A percentage is rounded half away from zero; the last percentage of its group (the closing stage, where it is one)
/// takes what the rounded sum of the group leaves. A closing stage may simply take the remainder.
/// </summary>
public static class BillingPlan
{
    public const int MostItems = 200;

    public static Outcome<IReadOnlyList<long>> Amounts(Money total, IReadOnlyList<PlannedItem> items)
    {
        if (Fault(total, items) is { } fault)
            return fault;
        var amounts = Spread(total, items);
        return Check(total, items, amounts) is { } refusal ? refusal : amounts;
    }

    /// <summary>What stages come to that somebody still types: what they bill, and what they ask in advance. Null while the total
    /// or a percentage is none.</summary>
    public static (long BilledMinor, long AdvanceMinor)? Sums(Money total, IReadOnlyList<PlannedItem> items)
    {
        if (total.Minor is <= 0 or > Money.LargestReadMinor || items.Count > MostItems || items.Any(item =>
            item.AmountMinor > Money.LargestReadMinor || (item.Basis == AmountBasis.Percent
                && item.PercentBasisPoints is <= 0 or > Rounding.BasisPointsInWhole)))
            return null;
        var amounts = Spread(total, items);
        return (Sum(items, amounts, isAdvance: false), Sum(items, amounts, isAdvance: true));
    }

    private static long[] Spread(Money total, IReadOnlyList<PlannedItem> items)
    {
        var amounts = items.Select(item => item.Basis switch
        {
            AmountBasis.Fixed => item.AmountMinor,
            AmountBasis.Percent => Rounding.Share(total.Minor, item.PercentBasisPoints),
            _ => 0,
        }).ToArray();
        GiveRestOfPercents(total, items, amounts, isAdvance: true);
        GiveRestOfPercents(total, items, amounts, isAdvance: false);
        GiveRemainder(total, items, amounts);
        return amounts;
    }

    /// <summary>Why these stages are not those of the model; models never mix in one contract. Null where they fit.</summary>
    public static Refusal? WhyNotOf(BillingModel model, IReadOnlyList<PlannedItem> items)
    {
        if (model == BillingModel.Subscription)
            return ContractsRefusals.ModelNotYet(model);
        var byDate = model == BillingModel.Instalments;
        if (items.FirstOrDefault(item => (item.Kind == PlanItemKind.Instalment) != byDate) is { } stranger)
            return ContractsRefusals.ModelsMix(model, stranger.Name);
        return items.FirstOrDefault(item => byDate && item.DueOn is null) is { } dateless
            ? ContractsRefusals.NeedsDate(dateless.Name) : null;
    }

    public static bool IsAdvance(PlanItemKind kind) => kind == PlanItemKind.DownPayment;

    private static Refusal? Fault(Money total, IReadOnlyList<PlannedItem> items)
    {
        if (total.Minor <= 0)
            return ContractsRefusals.TotalNotPositive;
        if (total.Minor > Money.LargestReadMinor)
            return SharedRefusals.AmountTooLarge(total.ToDecimalString()).On("total");
        if (!items.Any(item => !IsAdvance(item.Kind)))
            return ContractsRefusals.NoItems;
        if (items.Count > MostItems)
            return ContractsRefusals.TooManyItems(MostItems);
        if (items.Count(item => item.Kind == PlanItemKind.Closing) > 1)
            return ContractsRefusals.OneClosing;
        var closing = items.ToList().FindIndex(item => item.Kind == PlanItemKind.Closing);
        if (closing >= 0 && items.Skip(closing + 1).Any(item => item.Kind == PlanItemKind.Milestone))
            return ContractsRefusals.ClosingNotLast;
        return items.Select(Fault).FirstOrDefault(fault => fault is not null);
    }

    private static Refusal? Fault(PlannedItem item)
    {
        if (string.IsNullOrWhiteSpace(item.Name))
            return SharedRefusals.Required("plan.name");
        if (item.Name.Length > 200)
            return SharedRefusals.TooLong("plan.name", 200);
        if (item.Kind == PlanItemKind.Milestone && string.IsNullOrWhiteSpace(item.Criteria))
            return ContractsRefusals.MilestoneIncomplete(item.Name);
        return item.Basis switch
        {
            AmountBasis.Fixed when item.AmountMinor <= 0 => ContractsRefusals.ItemNotPositive(item.Name),
            AmountBasis.Fixed when item.AmountMinor > Money.LargestReadMinor =>
                SharedRefusals.AmountTooLarge(item.Name).On("plan"),
            AmountBasis.Percent when item.PercentBasisPoints is <= 0 or > Rounding.BasisPointsInWhole =>
                ContractsRefusals.PercentOutOfRange(item.Name),
            AmountBasis.Remainder when item.Kind != PlanItemKind.Closing => ContractsRefusals.RemainderOnlyOnClosing(item.Name),
            _ => null,
        };
    }

    private static void GiveRestOfPercents(Money total, IReadOnlyList<PlannedItem> items, long[] amounts, bool isAdvance)
    {
        var group = Enumerable.Range(0, items.Count)
            .Where(i => items[i].Basis == AmountBasis.Percent && IsAdvance(items[i].Kind) == isAdvance).ToList();
        if (group.Count == 0)
            return;
        var whole = Rounding.Share(total.Minor, group.Sum(i => (long)items[i].PercentBasisPoints));
        var closing = group.FindIndex(i => items[i].Kind == PlanItemKind.Closing);
        var taker = closing >= 0 ? group[closing] : group[^1];
        amounts[taker] = whole - group.Where(i => i != taker).Sum(i => amounts[i]);
    }

    private static void GiveRemainder(Money total, IReadOnlyList<PlannedItem> items, long[] amounts)
    {
        var taker = items.ToList().FindIndex(item => item.Basis == AmountBasis.Remainder);
        if (taker >= 0)
            amounts[taker] = total.Minor - Sum(items, amounts, isAdvance: false);
    }

    private static Refusal? Check(Money total, IReadOnlyList<PlannedItem> items, long[] amounts)
    {
        var tooSmall = Array.FindIndex(amounts, amount => amount <= 0);
        if (tooSmall >= 0)
            return ContractsRefusals.ItemNotPositive(items[tooSmall].Name);
        var billed = Sum(items, amounts, isAdvance: false);
        if (billed != total.Minor)
            return ContractsRefusals.SumDiffers(new Money(billed, total.Currency), total);
        var advances = Sum(items, amounts, isAdvance: true);
        return advances > total.Minor
            ? ContractsRefusals.AdvancesTooHigh(new Money(advances, total.Currency), total)
            : null;
    }

    private static long Sum(IReadOnlyList<PlannedItem> items, long[] amounts, bool isAdvance) =>
        items.Zip(amounts).Where(pair => IsAdvance(pair.First.Kind) == isAdvance).Sum(pair => pair.Second);
}
