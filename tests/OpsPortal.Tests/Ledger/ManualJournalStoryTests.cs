using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Shared;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Tests.Ledger;

public sealed class ManualJournalStoryTests
{
    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-1")]
    public async Task Approve_ByAController_PostsOnceWithItsKeyAndItsAuditRow(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var finance = world.As("finance");
        var id = (await world.Use<PrepareManualJournal>().RunAsync(Ask(world), finance, default)).Value;
        await using (var before = await world.DbAsync())
            Assert.Equal(0, await before.Set<JournalEntry>().CountAsync());
        var controllers = new[] { world.As("controller1"), world.As("controller2") };

        var answers = await Task.WhenAll(controllers.Select(controller =>
            world.Use<DecideManualJournal>().ApproveAsync(id, controller, default)));

        Assert.Single(answers, answer => !answer.IsRefused);
        await using var db = await world.DbAsync();
        var entry = await db.Set<JournalEntry>().Include(e => e.Lines).SingleAsync();
        Assert.Equal(PostingKeys.ManualJournal(id), entry.PostingKey);
        Assert.Equal((0L, 2), (entry.Lines.Sum(line => line.AmountMinor), entry.Lines.Count));
        Assert.Equal(1, await db.Set<OpsPortal.Domain.Audit.AuditRow>()
            .CountAsync(row => row.Action == "Approved manual journal"));
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "SEC-2")]
    public async Task Approve_WithoutThePower_IsRefusedAndPostsNothing(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var finance = world.As("finance");
        var id = (await world.Use<PrepareManualJournal>().RunAsync(Ask(world), finance, default)).Value;

        var refused = await world.Use<DecideManualJournal>().ApproveAsync(id, finance, default);

        Assert.Equal("shared.not-allowed", refused.Refusal?.Code);
        Assert.Equal("shared.not-allowed",
            (await world.Use<PrepareManualJournal>().RunAsync(Ask(world), world.As("ops"), default)).Refusal?.Code);
        await using var db = await world.DbAsync();
        Assert.Equal(0, await db.Set<JournalEntry>().CountAsync());
    }

    [Theory, OnSqlite, OnPostgres, OnSqlServer]
    [Trait("Requirement", "LED-8")]
    public async Task Prepare_IntoAClosedMonth_IsRefused(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        await using (var db = await world.DbAsync())
        {
            var month = world.Now.InUtc().Date.ToYearMonth();
            var period = OpsPortal.Domain.Ledger.Period.Open(new(Guid.CreateVersion7()), World.Ireland, month, world.Now);
            period.Move(PeriodAction.BeginClosing, world.Now);
            period.Move(PeriodAction.Close, world.Now);
            db.Add(period);
            await db.SaveChangesAsync();
        }

        var refused = await world.Use<PrepareManualJournal>().RunAsync(Ask(world), world.As("finance"), default);

        Assert.Equal("ledger.period-closed", refused.Refusal?.Code);
    }

    private static ManualJournalAsk Ask(World world) => new(
        World.Ireland, Currency.Of("EUR"), world.Now.InUtc().Date, "Bank fees of the month", "Statement 3, page 2",
        [new(1, Account.ProviderAndBankFees, 12_50, null), new(2, Account.PayablesAndFees, -12_50, null)]);
}
