using NodaTime;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Close;

/// <summary>What a company does each month before anybody signs, in its order.</summary>
public sealed record ChecklistRules(IReadOnlyList<CloseItem> Items)
{
    private const int MostItems = 40;
    private const int MostDueDays = 30;
    private const int NameLength = 80;
    private const int AskLength = 300;

    public static ChecklistRules Delivered { get; } = new(CloseChecklist.Items);

    /// <summary>The items that a person ticks.</summary>
    public int Ticked => Items.Count(item => !item.ByMachine);

    public CloseItem? Of(string code) => Items.FirstOrDefault(item => item.Code == code);

    /// <summary>The items that the figures answer stay; each item waits only for ticks that stand before it.</summary>
    internal Refusal? Check()
    {
        if (Items.Count is 0 or > MostItems)
            return CloseRefusals.ChecklistLength(MostItems);
        if (CloseChecklist.Items.FirstOrDefault(item => item.ByMachine && Of(item.Code) is not { ByMachine: true }) is { } lost)
            return CloseRefusals.ChecklistLoses(lost.Name);
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in Items)
        {
            if (Wrong(item, before) is { } refusal)
                return refusal;
            if (!item.ByMachine)
                before.Add(item.Code);
        }

        return null;
    }

    private Refusal? Wrong(CloseItem item, HashSet<string> before) =>
        string.IsNullOrWhiteSpace(item.Name) || item.Name.Length > NameLength || string.IsNullOrWhiteSpace(item.Ask)
            || item.Ask.Length > AskLength ? CloseRefusals.ChecklistWords(item.Name, NameLength, AskLength)
        : !CloseChecklist.Owners.Contains(item.Owner) ? CloseRefusals.ChecklistOwner(item.Name)
        : item.DueDays is < 0 or > MostDueDays ? CloseRefusals.ChecklistDue(item.Name, MostDueDays)
        : Items.Count(one => one.Code == item.Code) > 1 || Items.Count(one => one.Name == item.Name) > 1
            ? CloseRefusals.ChecklistTwice(item.Name)
        : item.ByMachine && CloseChecklist.Items.All(one => !one.ByMachine || one.Code != item.Code)
            ? CloseRefusals.ChecklistMachine(item.Name)
        : item.After.FirstOrDefault(code => !before.Contains(code)) is { } later
            ? CloseRefusals.ChecklistOrder(item.Name, Of(later)?.Name ?? later)
        : null;
}

/// <summary>One version of a company's checklist; a close keeps the version with which it began.</summary>
public sealed class ChecklistPolicy : IEntityPolicy<ChecklistRules>
{
    private ChecklistPolicy()
    {
    }

    public PolicyId Id { get; private set; }

    public LegalEntityId LegalEntityId { get; private set; }

    public int Number { get; private set; }

    public Instant EffectiveFrom { get; private set; }

    public string Reason { get; private set; } = "";

    public PersonId MadeBy { get; private set; }

    public ChecklistRules Rules { get; private set; } = ChecklistRules.Delivered;

    public static Outcome<ChecklistPolicy> Make(
        PolicyId id, LegalEntityId entity, int number, ChecklistRules rules, string reason, PersonId by, Instant now)
    {
        if ((Reasons.WhyNot(reason) ?? rules.Check()) is { } wrong)
            return wrong;
        return new ChecklistPolicy
        {
            Id = id, LegalEntityId = entity, Number = number, EffectiveFrom = now, Reason = reason.Trim(), MadeBy = by,
            Rules = rules,
        };
    }
}
