using OpsPortal.Components;
using OpsPortal.Domain.Contracts;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack.Sections;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Ledger.Owners;
using OpsPortal.Tests.Invoices;

namespace OpsPortal.Tests.Ledger;

/// <summary>Where the platform is seller of record, each change of owner names event, both owners, amount and entry.</summary>
[Trait("Requirement", "LED-11")]
public sealed class OwnerChangeTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    public async Task Register_OfIssueCreditAndVoid_TellsWhoOwnedBeforeAndAfter(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var ours = await world.ContractAsync("C-1", platformSells: true);
        var theirs = await world.ContractAsync("C-2");
        var stages = ours.Where(stage => stage.Kind == PlanItemKind.Milestone).ToList();
        var kept = (await world.IssueAsync(stages[0])).Value;
        var voided = (await world.IssueAsync(stages[1])).Value;
        await world.IssueAsync(theirs.First(stage => stage.Kind == PlanItemKind.Milestone));
        Assert.Null((await world.World.Use<CreditInvoice>().RunAsync(
            new(kept.Id, 40_000, "Never delivered"), world.Finance, default)).Refusal?.Text);
        Assert.Null((await world.World.Use<VoidInvoice>().RunAsync(new(voided.Id, "Wrong address"), world.Finance, default))
            .Refusal?.Text);

        var answer = (await world.World.Use<OwnerChangeList>()
            .RunAsync(new(null, null, ListPlace.First), world.Finance, default)).Value;

        string[] passedOn = ["Ada > Ireland 19835", "Bob > Ireland 9917", "Ireland > Nordwind AG 33058"];
        var passes = answer.Rows.GroupBy(row => row.Entry).Select(entry => (
            entry.First().Event,
            Words: entry.Select(row => $"{Short(row.Prior)} > {Short(row.New)} {row.Amount.Minor}")
                .Order(StringComparer.Ordinal).ToList())).ToList();
        Assert.Equal(12, answer.Total);
        Assert.Equal(2, passes.Count(pass => pass.Event == "Invoice issued; platform is seller of record"
            && pass.Words.SequenceEqual(passedOn)));
        Assert.Equal(["Ireland > Ada 19835", "Ireland > Bob 9917", "Nordwind AG > Ireland 33058"],
            passes.Single(pass => pass.Event.StartsWith("Invoice voided", StringComparison.Ordinal)).Words);
        Assert.Equal(["Ireland > Ada 19835", "Ireland > Bob 9917", "Nordwind AG > Ireland 33058"],
            passes.Single(pass => pass.Event.StartsWith("Credit note", StringComparison.Ordinal)).Words);
        Assert.Equal(answer.Rows.Select(row => row.Entry.Value).Order(), (await PackedAsync(world)).Select(Guid.Parse).Order());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Register_OfAnotherMonthOrCompany_IsEmpty(StoreKind kind)
    {
        await using var world = await BillingWorld.NewAsync(kind);
        var stages = await world.ContractAsync("C-1", platformSells: true);
        await world.IssueAsync(stages.First(stage => stage.Kind == PlanItemKind.Milestone));
        var list = world.World.Use<OwnerChangeList>();
        var month = world.World.Now.InUtc().Date.ToYearMonth();

        Assert.Equal(3,
            (await list.RunAsync(new(month, World.Ireland, ListPlace.First), world.Finance, default)).Value.Rows.Count);
        Assert.Empty((await list.RunAsync(new(month.PlusMonths(-1), null, ListPlace.First), world.Finance, default)).Value.Rows);
        Assert.Empty((await list.RunAsync(new(null, World.America, ListPlace.First), world.Finance, default)).Value.Rows);
        Assert.Equal("shared.not-found",
            (await list.RunAsync(new(null, new(Guid.CreateVersion7()), ListPlace.First), world.Finance, default)).Refusal?.Code);
    }

    private static string Short(string name) => name.Contains("Ireland", StringComparison.Ordinal) ? "Ireland" : name;

    private static async Task<List<string>> PackedAsync(BillingWorld world)
    {
        await using var db = await world.World.DbAsync();
        var today = world.World.Now.InUtc().Date;
        var scope = new CloseScope(db, World.Ireland, today.ToYearMonth(), world.World.Now + Duration.FromDays(1));
        var entries = new List<string>();
        await foreach (var row in new OwnerChangesSection().RowsAsync(scope, default))
            entries.Add(row[^1]);
        return entries;
    }
}
