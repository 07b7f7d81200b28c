using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Tests.Close;

/// <summary>Closing February 2026 in a world whose clock stands on 2 March.</summary>
internal static class CloseWorld
{
    public static readonly YearMonth February = new(2026, 2);

    /// <summary>An accrual, prepared by finance and approved by a controller.</summary>
    public static async Task<EntryId> PostAsync(this World world, LocalDate on, long minor = 12_50)
    {
        var ask = new ManualJournalAsk(
            World.Ireland, Currency.Of("EUR"), on, "Bank fees of the month", "Statement 3, page 2",
            [new(1, Account.ProviderAndBankFees, minor, null), new(2, Account.PayablesAndFees, -minor, null)]);
        var id = Done(await world.Use<PrepareManualJournal>().RunAsync(ask, world.As("finance"), default));
        Done(await world.Use<DecideManualJournal>().ApproveAsync(id, world.As("controller1"), default));
        await using var db = await world.DbAsync();
        return await db.Set<JournalEntry>().Where(entry => entry.PostingKey == PostingKeys.ManualJournal(id))
            .Select(entry => entry.Id).SingleAsync();
    }

    /// <summary>Begun, its checklist ticked and its samples passed.</summary>
    public static async Task<PeriodCloseId> ReadyAsync(this World world, YearMonth? month = null)
    {
        var finance = world.As("finance");
        var id = Done(await world.Use<BeginClose>().RunAsync(new(World.Ireland, month ?? February), finance, default));
        foreach (var item in CloseChecklist.Items.Where(item => !item.ByMachine))
            Done(await world.Use<TickCloseItem>().RunAsync(new(id, item.Code, true, "Seen."), finance, default));
        await using var db = await world.DbAsync();
        foreach (var sample in await db.Set<CloseSample>().Where(one => one.CloseId == id).ToListAsync())
            Done(await world.Use<ReviewCloseSample>().RunAsync(new(sample.Id, true, "Agrees with its document.", finance.Person),
                finance, default));
        return id;
    }

    public static async Task<PeriodCloseId> SignedAsync(this World world, YearMonth? month = null)
    {
        var id = await world.ReadyAsync(month);
        Done(await world.PrepareAsync(id, world.As("finance")));
        Done(await world.ReviewAsync(id, world.As("controller1")));
        Done(await world.SignAsync(id, world.As("controller2")));
        return id;
    }

    public static Task<Outcome<PeriodCloseId>> PrepareAsync(this World world, PeriodCloseId id, Actor by) =>
        world.ProvenAsync(id, by, PrepareClose.StepUpAction, shown => world.Use<PrepareClose>().RunAsync(shown, by, default));

    public static Task<Outcome<PeriodCloseId>> ReviewAsync(this World world, PeriodCloseId id, Actor by) =>
        world.ProvenAsync(id, by, ReviewClose.StepUpAction, shown => world.Use<ReviewClose>().RunAsync(shown, by, default));

    public static Task<Outcome<PeriodCloseId>> SignAsync(this World world, PeriodCloseId id, Actor by) =>
        world.ProvenAsync(id, by, SignClose.StepUpAction, shown => world.Use<SignClose>().RunAsync(shown, by, default));

    public static Task<Outcome<PeriodCloseId>> ReopenAsync(this World world, PeriodCloseId id, Actor by) =>
        world.ProvenAsync(id, by, ReopenClose.StepUpAction, shown => world.Use<ReopenClose>().RunAsync(shown, by, default));

    public static async Task<PeriodClose> CloseAsync(this World world, PeriodCloseId id)
    {
        await using var db = await world.DbAsync();
        return await db.Set<PeriodClose>().AsNoTracking().SingleAsync(close => close.Id == id);
    }

    /// <summary>The hash that the page shows now.</summary>
    public static async Task<string> HashAsync(this World world, PeriodCloseId id)
    {
        await using var db = await world.DbAsync();
        var close = await db.Set<PeriodClose>().AsNoTracking().SingleAsync(one => one.Id == id);
        return (await CloseJudge.ReadAsync(db, close, default)).Readiness.ContentHash;
    }

    private static async Task<Outcome<PeriodCloseId>> ProvenAsync(
        this World world, PeriodCloseId id, Actor by, string action, Func<CloseSignature, Task<Outcome<PeriodCloseId>>> run) =>
        await run(new CloseSignature(id, await world.ProveAsync(id, by, action)));

    /// <summary>Leaves a fresh proof of identity for the figures that the page shows now, and gives their hash.</summary>
    public static async Task<string> ProveAsync(this World world, PeriodCloseId id, Actor by, string action)
    {
        var hash = await world.HashAsync(id);
        await using var db = await world.DbAsync();
        db.Add(new StepUp(Guid.CreateVersion7(), by.Person, by.Session!.Value, action, id.Value, hash, "password", world.Now));
        await db.SaveChangesAsync();
        return hash;
    }
}
