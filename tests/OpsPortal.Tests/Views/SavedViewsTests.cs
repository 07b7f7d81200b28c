using OpsPortal.Access;
using OpsPortal.Features.Views;

namespace OpsPortal.Tests.Views;

[Trait("Requirement", "UX-2")]
public sealed class SavedViewsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Views_AreEachPersonsOwn_AndOfOneListEach(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (save, forget, ops) = (world.Use<SaveView>(), world.Use<ForgetView>(), world.As("ops"));

        Assert.Equal("shared.required",
            (await save.RunAsync(ViewedList.Exception, " ", "?urgent=true", ops, default)).Refusal?.Code);
        await KeepAsync(save, ViewedList.Exception, "Mine first", "?mine=true", ops);
        await KeepAsync(save, ViewedList.Exception, "Burning", "?urgent=true", ops);
        await KeepAsync(save, ViewedList.Exception, "Burning", "?urgent=true&sort=outside", ops);
        await KeepAsync(save, ViewedList.Batch, "Burning", "?state=Submitted", ops);

        Assert.Equal([new("Burning", "?urgent=true&sort=outside"), new("Mine first", "?mine=true")],
            await OfAsync(world, ViewedList.Exception, ops));
        Assert.Equal([new("Burning", "?state=Submitted")], await OfAsync(world, ViewedList.Batch, ops));
        Assert.Empty(await OfAsync(world, ViewedList.Payable, ops));
        Assert.Empty(await OfAsync(world, ViewedList.Exception, world.As("finance")));
        Assert.Null((await forget.RunAsync(ViewedList.Exception, "Burning", ops, default)).Refusal);
        Assert.Equal("shared.not-found", (await forget.RunAsync(ViewedList.Exception, "Burning", ops, default)).Refusal?.Code);
        Assert.Equal([new("Mine first", "?mine=true")], await OfAsync(world, ViewedList.Exception, ops));
        Assert.Single(await OfAsync(world, ViewedList.Batch, ops));
    }

    [Fact]
    public async Task View_BeyondTheMost_IsRefused()
    {
        await using var world = await World.NewAsync(StoreKind.Sqlite);
        var (save, ops) = (world.Use<SaveView>(), world.As("ops"));
        for (var n = 1; n <= ViewShelf.Most; n++)
            await KeepAsync(save, ViewedList.Invoice, $"View {n}", "?late=true", ops);

        Assert.Equal("views.too-many",
            (await save.RunAsync(ViewedList.Invoice, "One more", "?late=true", ops, default)).Refusal?.Code);
        await KeepAsync(save, ViewedList.Milestone, "Another list", "?view=late", ops);
    }

    private static async Task KeepAsync(SaveView save, ViewedList list, string name, string query, Actor actor) =>
        Assert.Null((await save.RunAsync(list, name, query, actor, default)).Refusal);

    private static async Task<IReadOnlyList<SavedView>> OfAsync(World world, ViewedList list, Actor actor) =>
        (await world.Use<ViewList>().RunAsync(list, actor, default)).Value;
}
