using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;
using OpsPortal.Notifications;

namespace OpsPortal.Tests.Payouts;

/// <summary>New versions of the policies: who may make them, what they refuse, and that they hold at once for what
/// waits.</summary>
public sealed class PolicyChangeTests
{
    private static readonly PolicyInput NoRule = new("", 3, "", "", "", null);

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-10")]
    public async Task NewRule_AsksForThreePeople_ForABatchThatWaits(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.ApprovedAsync();
        var rules = await RulesAsync(world, NoRule with { Name = "Above a thousand", Currency = "eur", Total = "1000.00" });

        Done(await ChangeAsync(world, rules));

        Assert.Equal("payouts.too-few-approvals", (await world.TransmitAsync(batch, world.Controller1)).Refusal?.Code);
        var list = Done(await world.Use<PolicyList>().RunAsync(world.Controller1, default));
        Assert.Equal([2, 1], list.Approvals.Select(version => version.Number));
        Assert.Contains(list.Approvals[0].Rules.Rules, rule => rule is { Name: "Above a thousand", People: 3 });
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-10")]
    public async Task Maker_OfANewVersion_SignsNoBatchForADay_AndOthersAreTold(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.SubmittedAsync();
        Done(await ChangeAsync(world, await RulesAsync(world, NoRule)));

        Assert.Equal("payouts.four-eyes-policy", (await world.ApproveAsync(batch, world.Controller1)).Refusal?.Code);

        Done(await world.ApproveAsync(batch, world.Controller2));
        await using (var db = await world.DbAsync())
        {
            var told = await db.Set<Notification>().Where(n => n.Text.Contains("version 2 of the approval policy")).ToListAsync();
            Assert.Contains(told, n => n.PersonId == world.Controller2.Person);
            Assert.DoesNotContain(told, n => n.PersonId == world.Controller1.Person);
        }

        world.Clock.Advance(PolicyMakers.Wait);
        Done(await world.ApproveAsync(batch, world.Controller1));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-10")]
    public async Task Signature_OfWhoChangedAPolicySince_DoesNotCount(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind);
        var batch = await world.ApprovedAsync();
        Done(await ChangeAsync(world, await RulesAsync(world, NoRule)));

        Assert.Equal("payouts.too-few-approvals", (await world.TransmitAsync(batch, world.Controller2)).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "PAY-10")]
    public async Task NewLimit_IsHardForEverybody()
    {
        await using var world = await PayoutWorld.NewAsync();
        var typed = NoRule with { LimitCurrency = "EUR", LimitItem = "500.00", LimitBatch = "900.00" };
        Done(await ChangeAsync(world, await RulesAsync(world, typed)));
        var batch = await world.BuiltAsync();

        var submitted = await world.Use<Features.Payouts.SubmitBatch>().RunAsync(new(batch), world.Finance, default);

        Assert.Equal("payouts.item-too-large", submitted.Refusal?.Code);
    }

    [Theory]
    [InlineData("people", "payouts.fewer-than-two")]
    [InlineData("expiry", "payouts.policy-numbers")]
    [InlineData("limits", "payouts.limits-missing")]
    [InlineData("reason", "shared.required")]
    [Trait("Requirement", "PAY-10")]
    public async Task Change_ThatWouldWeakenTheFourEyes_IsRefused(string fault, string code)
    {
        await using var world = await PayoutWorld.NewAsync(payees: 0);
        var rules = await RulesAsync(world, NoRule);
        var bad = fault switch
        {
            "people" => rules with { Rules = [new ApprovalRule("One is enough", 1, [])] },
            "expiry" => rules with { ExpiryHours = 73 },
            "limits" => rules with { Limits = [] },
            _ => rules,
        };

        Assert.Equal(code, (await ChangeAsync(world, bad, fault == "reason" ? " " : "Tried")).Refusal?.Code);
    }

    [Fact]
    [Trait("Requirement", "SEC-2")]
    public async Task Change_ByAnybodyButAController_IsRefused()
    {
        await using var world = await PayoutWorld.NewAsync(payees: 0);
        var rules = await RulesAsync(world, NoRule);
        foreach (var account in new[] { "finance", "compliance", "admin", "auditor" })
        {
            var changed = await world.Use<ChangeApprovalPolicy>()
                .RunAsync(new(rules, default, "Mine") { Shown = await world.ApprovalShownAsync() }, world.As(account), default);
            Assert.Equal("shared.not-allowed", changed.Refusal?.Code);
        }
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-10")]
    public async Task Change_OfAVersionThatIsNoLongerInForce_IsRefusedAndNamesWhoChangedIt(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 0);
        var (rules, shown) = (await RulesAsync(world, NoRule), await world.ApprovalShownAsync());
        var matrix = await world.MatrixShownAsync();
        Done(await ChangeAsync(world, rules));
        Done(await ChangeMatrixAsync(world, matrix));

        var late = await ChangeAsync(world, rules, shown);
        var lateMatrix = await ChangeMatrixAsync(world, matrix);

        Assert.Equal(("payouts.policy-changed", "payouts.policy-changed"), (late.Refusal?.Code, lateMatrix.Refusal?.Code));
        await using var db = await world.DbAsync();
        var who = await db.Set<Person>().Where(one => one.Id == world.Controller1.Person).Select(one => one.Name).SingleAsync();
        Assert.StartsWith($"{who} made version 2 on ", late.Refusal!.Why, StringComparison.Ordinal);
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "PAY-10")]
    public async Task Change_ByTwoAtOnce_GivesOneVersion_AndTellsTheOther(StoreKind kind)
    {
        await using var world = await PayoutWorld.NewAsync(kind, payees: 0);
        var (rules, shown) = (await RulesAsync(world, NoRule), await world.ApprovalShownAsync());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => ChangeAsync(world, rules, shown))));

        Assert.Equal("payouts.policy-changed", Assert.Single(outcomes, outcome => outcome.IsRefused).Refusal?.Code);

        var list = Done(await world.Use<PolicyList>().RunAsync(world.Controller1, default));
        Assert.Equal([2, 1], list.Approvals.Select(version => version.Number));
    }

    private static Task<Outcome<PolicyId>> ChangeMatrixAsync(PayoutWorld world, PolicyId shown) =>
        world.Use<ChangePolicyMatrix>().RunAsync(
            new(PolicyMatrix.Default, default, "Once more") { Shown = shown }, world.Controller1, default);

    private static async Task<ApprovalRules> RulesAsync(PayoutWorld world, PolicyInput typed)
    {
        var list = Done(await world.Use<PolicyList>().RunAsync(world.Controller1, default));
        return Done(typed.AddTo(list.Approvals[0].Rules));
    }

    private static async Task<Outcome<PolicyId>> ChangeAsync(PayoutWorld world, ApprovalRules rules, string reason = "Tighter") =>
        await ChangeAsync(world, rules, await world.ApprovalShownAsync(), reason);

    private static Task<Outcome<PolicyId>> ChangeAsync(PayoutWorld world, ApprovalRules rules, PolicyId shown,
        string reason = "Tighter") =>
        world.Use<ChangeApprovalPolicy>().RunAsync(
            new ChangeApprovalPolicy.Command(rules, default, reason) { Shown = shown }, world.Controller1, default);
}
