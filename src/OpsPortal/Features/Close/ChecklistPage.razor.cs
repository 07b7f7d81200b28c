using Microsoft.AspNetCore.Components;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;

namespace OpsPortal.Features.Close;

/// <summary>The checklist of each legal entity, its versions, and the way to a new one.</summary>
public sealed partial class ChecklistPage
{
    private EntityPolicyList<ChecklistPolicy, ChecklistRules>? answer;
    private List<Draft> drafts = [];
    private Guid chosen;
    private ChecklistRules? proposed;
    private IReadOnlyList<Comparison> changes = [];
    private bool editing;

    [Inject]
    private ChecklistList List { get; set; } = default!;

    [Inject]
    private ChangeChecklist Change { get; set; } = default!;

    private ChecklistRules InForce => answer!.Entities.First(entity => entity.Id.Value == chosen).Rules;

    private List<TimelineEntry> Versions => PolicyHistory.Of(answer!, ChecklistRules.Delivered, ChecklistComparison.Of);

    private sealed class Draft(string code, bool byMachine, IEnumerable<string> after)
    {
        public string Code => code;

        public bool ByMachine => byMachine;

        public string Name { get; set; } = "";

        public string Ask { get; set; } = "";

        public Role Owner { get; set; } = Role.Finance;

        public int DueDays { get; set; } = 3;

        public List<string> After { get; } = [.. after];

        public static Draft Of(CloseItem item) => new(item.Code, item.ByMachine, item.After)
        {
            Name = item.Name, Ask = item.Ask, Owner = item.Owner, DueDays = item.DueDays,
        };

        public CloseItem Item() => new(code, Name.Trim(), Owner, DueDays, byMachine, [.. After], Ask.Trim());

        public string Field(string what) => $"checklist-{code}-{what}";

        public void Toggle(string other)
        {
            if (!After.Remove(other))
                After.Add(other);
        }
    }

    protected override async Task LoadAsync()
    {
        answer = Shown(await List.RunAsync(Actor, Ct)) ?? answer;
        if (answer is not { Entities: [var first, ..] })
            return;
        if (chosen == default)
            chosen = first.Id.Value;
        Fill();
    }

    private static string VersionOf(EntityRules<ChecklistRules> entity) =>
        entity.Number == 0 ? "as delivered" : $"version {entity.Number}";

    private void Fill() => drafts = [.. InForce.Items.Select(Draft.Of)];

    private List<Draft> Before(Draft draft) => [.. drafts.TakeWhile(one => one != draft).Where(one => !one.ByMachine)];

    private string NamesOf(IReadOnlyList<string> codes) => codes.Count == 0 ? "nothing" : string.Join(", ", codes.Select(code =>
        drafts.Find(one => one.Code == code)?.Name ?? InForce.Of(code)?.Name ?? code));

    private void Leave()
    {
        editing = false;
        Fill();
    }

    private void Add() => drafts.Add(new Draft($"item-{Guid.CreateVersion7():N}", false, []));

    private void MoveUp(Draft draft)
    {
        var at = drafts.IndexOf(draft);
        (drafts[at - 1], drafts[at]) = (drafts[at], drafts[at - 1]);
    }

    private void TakeAway(Draft draft)
    {
        drafts.Remove(draft);
        foreach (var other in drafts)
            other.After.Remove(draft.Code);
    }

    private void CloseSheet() => (proposed, Refusal) = (null, null);

    private void Ask()
    {
        proposed = new ChecklistRules([.. drafts.Select(draft => draft.Item())]);
        changes = ChecklistComparison.Of(InForce, proposed);
    }

    private async Task SaveAsync(string reason)
    {
        if (!await RunAsync(() => Change.RunAsync(new(new(chosen), proposed!, reason), Actor, Ct)))
            return;
        proposed = null;
        editing = false;
    }
}
