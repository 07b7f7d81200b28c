using NodaTime;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Shared;

namespace OpsPortal.Domain.Tests.Close;

[Trait("Requirement", "CLS-1")]
public sealed class ChecklistPolicyTests
{
    private static readonly CloseItem Bonus = new("bonus", "Bonus accrued", Role.Finance, 3, false, [], "The bonus is booked.");

    private static readonly Dictionary<string, Func<List<CloseItem>, List<CloseItem>>> Faults = new()
    {
        ["close.checklist-length"] = _ => [],
        ["close.checklist-machine-kept"] = items => [.. items.Where(item => item.Code != CloseChecklist.TieOuts)],
        ["close.checklist-machine"] = items => [.. items, Bonus with { ByMachine = true }],
        ["close.checklist-words"] = items => [.. items, Bonus with { Ask = " " }],
        ["close.checklist-due"] = items => [.. items, Bonus with { DueDays = 31 }],
        ["close.checklist-owner"] = items => [.. items, Bonus with { Owner = Role.Controller }],
        ["close.checklist-twice"] = items => [.. items, Bonus, Bonus with { Code = "other" }],
        ["close.checklist-order"] = items => [Bonus with { After = ["bank-statements"] }, .. items],
    };

    public static TheoryData<string> Codes => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Make_OfAListThatCannotBeWorked_IsRefused(string code) =>
        Assert.Equal(code, Make(Faults[code]([.. CloseChecklist.Items])).Refusal?.Code);

    [Fact]
    public void Make_ThatWaitsForWhatTheFiguresAnswer_IsRefused() =>
        Assert.Equal("close.checklist-order",
            Make([.. CloseChecklist.Items, Bonus with { After = [CloseChecklist.TieOuts] }]).Refusal?.Code);

    [Fact]
    public void Make_OfTheDeliveredListAndOneMore_IsTaken()
    {
        var made = Make([.. CloseChecklist.Items, Bonus with { After = ["unapplied-cash"] }]).Value;

        Assert.Equal(ChecklistRules.Delivered.Ticked + 1, made.Rules.Ticked);
        Assert.Equal("Bonus accrued", made.Rules.Of("bonus")!.Name);
    }

    [Fact]
    public void Items_OfTheDeliveredList_AreTickedByThoseOnWhoseDeskTheyStand() => Assert.All(CloseChecklist.Items, item =>
    {
        Assert.Equal([item.Owner], item.WorkedBy);
        Assert.True(item.IsDoneBy([item.Owner]));
        Assert.Contains(Permission.TickCloseItem, RolePermissions.Of(item.Owner));
        Assert.Equal(item.Owner != Role.Ops, !item.IsDoneBy([Role.Ops]));
    });

    [Fact]
    public void Item_WhoseOwnerTicksNothing_StandsWithThoseWhoPrepareTheClose()
    {
        var item = Bonus with { Owner = Role.Controller };

        Assert.Equal([Role.Finance], item.WorkedBy);
        Assert.False(item.IsDoneBy([Role.Controller]));
    }

    private static Outcome<ChecklistPolicy> Make(List<CloseItem> items) => ChecklistPolicy.Make(
        new(Guid.NewGuid()), new(Guid.NewGuid()), 1, new ChecklistRules(items), "A bonus is paid", new(Guid.NewGuid()),
        Instant.FromUtc(2026, 3, 2, 9, 0));
}
