using OpsPortal.Access;
using OpsPortal.Features.Close;
using OpsPortal.Features.Desk;
using OpsPortal.Tests.Close;

namespace OpsPortal.Tests.Desk;

/// <summary>Who is named by an item of a close's checklist has it on the desk while it can be done.</summary>
[Trait("Requirement", "CLS-1")]
public sealed class CloseItemsTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Item_WaitsForItsOwner_OnceWhatItComesAfterIsDone(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new LocalDate(2026, 2, 12));
        var (ops, finance) = (world.As("ops"), world.As("finance"));
        Assert.Empty(await ItemsAsync(world, ops));
        var id = Done(
            await world.Use<BeginClose>().RunAsync(new(World.Ireland, CloseWorld.February), finance, default));
        Task TickAsync(string code) => world.Use<TickCloseItem>().RunAsync(new(id, code, true, "Seen."), finance, default);

        Assert.DoesNotContain("Close: Unapplied cash explained", await ItemsAsync(world, ops));
        Assert.Contains("Close: Bank statements complete", await ItemsAsync(world, finance));
        await TickAsync("bank-statements");

        Assert.Contains("Close: Unapplied cash explained", await ItemsAsync(world, ops));
        Assert.DoesNotContain("Close: Unapplied cash explained", await ItemsAsync(world, finance));
        Assert.DoesNotContain("Close: Bank statements complete", await ItemsAsync(world, finance));
        Assert.Empty(await ItemsAsync(world, world.As("controller1")));
        Assert.Equal("close.not-your-item", (await world.Use<TickCloseItem>().RunAsync(
            new(id, "provider-reports", true, "Seen."), ops, default)).Refusal?.Code);
        Assert.Equal("close.not-your-item", (await world.Use<AddCloseEvidence>().RunAsync(
            new(id, "provider-reports", "note.txt", "Seen."u8.ToArray()), ops, default)).Refusal?.Code);
        Done(await world.Use<TickCloseItem>().RunAsync(new(id, "unapplied-cash", true, "Each is explained."), ops, default));
        Assert.DoesNotContain("Close: Unapplied cash explained", await ItemsAsync(world, ops));
    }

    private static async Task<IReadOnlyList<string>> ItemsAsync(World world, Actor who) =>
    [
        .. (await world.Use<WaitingList>().RunAsync(who, default)).Value.Items
            .Where(item => item.Href.EndsWith("/2026-02#checklist", StringComparison.Ordinal)).Select(item => item.What),
    ];
}
