using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack.Sections;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Close;

/// <summary>The checklist of a close: its files, and the version that it keeps.</summary>
[Trait("Requirement", "CLS-1")]
public sealed class CloseChecklistTests
{
    private static readonly byte[] Letter = Encoding.UTF8.GetBytes("The bank confirms EUR 12.50.");

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "CLS-3")]
    public async Task AddEvidence_ToAnItem_StandsInThePackWithItsHash_UntilTheCloseIsPrepared(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (add, finance) = (world.Use<AddCloseEvidence>(), world.As("finance"));
        var stranger = await world.AddPersonAsync("Stranger", [Role.Finance], World.America);
        await world.PostAsync(new LocalDate(2026, 2, 12));
        var id = await world.ReadyAsync();

        var kept = Done(await add.RunAsync(new(id, "bank-statements", "letter.txt", Letter), finance, default));

        Assert.Equal("milestones.type-disguised",
            (await add.RunAsync(new(id, "bank-statements", "letter.pdf", Letter), finance, default)).Refusal?.Code);
        Assert.Equal("shared.not-found",
            (await add.RunAsync(new(id, "no-such-item", "letter.txt", Letter), finance, default)).Refusal?.Code);
        Assert.Equal("shared.not-found",
            (await add.RunAsync(new(id, "bank-statements", "letter.txt", Letter), stranger, default)).Refusal?.Code);
        Done(await world.PrepareAsync(id, finance));
        Assert.Equal("close.locked",
            (await add.RunAsync(new(id, "bank-statements", "later.txt", Letter), finance, default)).Refusal?.Code);
        Done(await world.ReviewAsync(id, world.As("controller1")));
        Done(await world.SignAsync(id, world.As("controller2")));
        var download = world.Use<CloseEvidenceDownload>();
        await using (var content = Done(await download.RunAsync(kept, world.As("auditor"), default)).Content)
            Assert.Equal(Letter.Length, content.Length);
        Assert.Equal("shared.not-found", (await download.RunAsync(kept, stranger, default)).Refusal?.Code);
        var row = Assert.Single(
            await ApprovalsAsync(world, id), row => row[1].StartsWith("Evidence filed", StringComparison.Ordinal));
        Assert.Equal("Evidence filed: Bank statements complete: letter.txt", row[1]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Letter)), row[^1]);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Change_OfTheChecklist_LeavesACloseThatHasBegunAsItIs(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var (finance, controller) = (world.As("finance"), world.As("controller1"));
        await world.PostAsync(new LocalDate(2026, 1, 12));
        await world.PostAsync(new LocalDate(2026, 2, 12));
        var bonus = new CloseItem("bonus", "Bonus accrued", Role.Finance, 3, false, [], "The bonus is booked.");
        var change = new ChangeChecklist.Command(
            World.Ireland, new ChecklistRules([.. CloseChecklist.Items, bonus]), "A bonus is paid");
        var january = await world.ReadyAsync(new YearMonth(2026, 1));

        Assert.Equal("shared.not-allowed", (await world.Use<ChangeChecklist>().RunAsync(change, finance, default)).Refusal?.Code);
        Done(await world.Use<ChangeChecklist>().RunAsync(change, controller, default));

        var tick = world.Use<TickCloseItem>();
        Assert.Equal("shared.not-found",
            (await tick.RunAsync(new(january, "bonus", true, "Seen."), finance, default)).Refusal?.Code);
        Done(await world.PrepareAsync(january, finance));
        Done(await world.ReviewAsync(january, controller));
        Done(await world.SignAsync(january, world.As("controller2")));
        var february = await world.ReadyAsync();
        Assert.Equal("close.blocked", (await world.PrepareAsync(february, finance)).Refusal?.Code);
        Done(await tick.RunAsync(new(february, "bonus", true, "Booked on 28 February."), finance, default));
        Done(await world.PrepareAsync(february, finance));
        Assert.Equal(0, (await world.CloseAsync(january)).ChecklistNumber);
        Assert.Equal(1, (await world.CloseAsync(february)).ChecklistNumber);
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Items_WhoseDayIsPast_AreLateUntilTheyAreDone(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await world.PostAsync(new LocalDate(2026, 1, 12));
        var finance = world.As("finance");
        var id = Done(await world.Use<BeginClose>().RunAsync(new(World.Ireland, new(2026, 1)), finance, default));
        Assert.Contains("bank-statements", await LateAsync(world, "2026-01"));

        Done(await world.Use<TickCloseItem>().RunAsync(new(id, "bank-statements", true, "Seen."), finance, default));

        Assert.DoesNotContain("bank-statements", await LateAsync(world, "2026-01"));
    }

    [Fact]
    public async Task Items_WhoseDayIsStillToCome_AreNotLate()
    {
        await using var world = await World.NewAsync();
        await world.PostAsync(new LocalDate(2026, 2, 12));
        Done(await world.Use<BeginClose>().RunAsync(new(World.Ireland, February), world.As("finance"), default));

        Assert.Empty(await LateAsync(world, "2026-02"));
    }

    private static async Task<IReadOnlyList<string>> LateAsync(World world, string month)
    {
        var shown = Done(await world.Use<CloseDetail>().RunAsync("IE01", month, world.As("finance"), default));
        return [.. shown.Stand!.Items.Where(shown.IsLate).Select(item => item.Item.Code)];
    }

    private static async Task<List<IReadOnlyList<string>>> ApprovalsAsync(World world, PeriodCloseId id)
    {
        await using var db = await world.DbAsync();
        var close = await db.Set<PeriodClose>().AsNoTracking().SingleAsync(one => one.Id == id);
        var rows = new List<IReadOnlyList<string>>();
        await foreach (var row in new ApprovalsSection().RowsAsync(
            new CloseScope(db, close.LegalEntityId, close.YearMonth, close.SignedAt!.Value), default))
            rows.Add(row);
        return rows;
    }
}
