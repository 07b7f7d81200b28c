using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Close;
using OpsPortal.Notifications;
using static OpsPortal.Tests.Close.CloseWorld;

namespace OpsPortal.Tests.Close;

/// <summary>A request to reopen a closed month ends: by who asked, by another person, or by time.</summary>
[Trait("Requirement", "CLS-4")]
public sealed class ReopeningRequestTests
{
    [Theory, OnSqlite, OnPostgres]
    public async Task Request_IsWithdrawnByWhoAskedAndNobodyElse(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var id = await SignedAsync(world);
        var (one, two) = (world.As("controller1"), world.As("controller2"));
        var withdraw = world.Use<WithdrawReopening>();
        Assert.Equal("close.not-asked", (await withdraw.RunAsync(id, one, default)).Refusal?.Code);
        await AskAsync(world, id, one);

        Assert.Equal("close.reopening-stands",
            (await world.Use<AskToReopen>().RunAsync(id, "Me too.", two, default)).Refusal?.Code);
        Assert.Equal("close.not-your-reopening", (await withdraw.RunAsync(id, two, default)).Refusal?.Code);
        Assert.True((await PressesAsync(world, one)).WithdrawReopening.Shown);
        Done(await withdraw.RunAsync(id, one, default));

        Assert.Equal("close.not-asked", (await world.ReopenAsync(id, two)).Refusal?.Code);
        Assert.Equal(CloseState.Signed, (await world.CloseAsync(id)).State);
        Assert.Equal(("Request to reopen withdrawn", "Carla Meyer", null), await LastAsync(world));
        await using var db = await world.DbAsync();
        Assert.Equal(1, await db.Set<AuditRow>().CountAsync(row => row.Action == "Withdrew request to reopen"));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Request_IsRefusedByAnother_WithAReasonThatItsMakerIsTold(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var id = await SignedAsync(world);
        var (one, two) = (world.As("controller1"), world.As("controller2"));
        var refuse = world.Use<RefuseReopening>();
        Assert.Equal("close.not-asked", (await refuse.RunAsync(id, "No need.", two, default)).Refusal?.Code);
        await AskAsync(world, id, one);

        Assert.Equal("close.withdraw-yours", (await refuse.RunAsync(id, "No need.", one, default)).Refusal?.Code);
        Assert.Equal("shared.required", (await refuse.RunAsync(id, " ", two, default)).Refusal?.Code);
        var presses = await PressesAsync(world, two);
        Assert.Equal((true, false), (presses.RefuseReopening.Shown, presses.WithdrawReopening.Shown));
        Done(await refuse.RunAsync(id, "Book it in March.", two, default));

        Assert.Equal("close.not-asked", (await world.ReopenAsync(id, two)).Refusal?.Code);
        Assert.Equal(("Reopening refused", "Conor Byrne", "Book it in March."), await LastAsync(world));
        await using var db = await world.DbAsync();
        Assert.Contains(await db.Set<Notification>().Where(note => note.PersonId == one.Person).Select(note => note.Text)
            .ToListAsync(), text => text.Contains("Book it in March.", StringComparison.Ordinal));
        await AskAsync(world, id, one);
        Done(await world.ReopenAsync(id, two));
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Request_ThatNobodyConfirms_LapsesAndMayBeMadeAnew(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var id = await SignedAsync(world);
        var (one, two) = (world.As("controller1"), world.As("controller2"));
        await AskAsync(world, id, one);
        world.Clock.Set(world.Now + PeriodClose.ReopeningLasts);

        Assert.Equal("close.reopening-lapsed", (await world.ReopenAsync(id, two)).Refusal?.Code);
        var presses = await PressesAsync(world, two);
        Assert.Equal((true, false), (presses.AskReopen.Shown, presses.Reopen.Shown));
        Assert.Equal("close.reopening-lapsed",
            (await world.Use<WithdrawReopening>().RunAsync(id, one, default)).Refusal?.Code);
        var job = Actor.System("reopening-lapse");
        Assert.Equal(1, Done(await world.Use<LapseReopenings>().RunAsync(job, default)));
        Assert.Equal(0, Done(await world.Use<LapseReopenings>().RunAsync(job, default)));

        Assert.StartsWith("Request to reopen lapsed", (await LastAsync(world)).What, StringComparison.Ordinal);
        await using (var db = await world.DbAsync())
        {
            var told = await db.Set<Notification>().Where(note => note.Text.Contains("lapsed")).Select(note => note.PersonId)
                .ToListAsync();
            Assert.Equal(2, told.Count);
            Assert.All(new[] { one, two }, who => Assert.Contains(told, person => person == who.Person));
        }

        await AskAsync(world, id, two);
        world.Clock.Set(world.Now + PeriodClose.ReopeningLasts);
        await AskAsync(world, id, two);
        Assert.Equal(2, (await world.CloseAsync(id)).EndedReopenings.Count);
        Done(await world.ReopenAsync(id, one));
    }

    private static async Task<PeriodCloseId> SignedAsync(World world)
    {
        await world.PostAsync(new(2026, 2, 12));
        return await world.SignedAsync();
    }

    private static async Task AskAsync(World world, PeriodCloseId id, Actor by) =>
        Done(await world.Use<AskToReopen>().RunAsync(id, "A fee was forgotten.", by, default));

    private static async Task<(string What, string? Who, string? Note)> LastAsync(World world)
    {
        var last = CloseChain.Of(await DetailAsync(world, world.As("auditor")))[^1];
        return (last.What, last.Who, last.Note);
    }

    private static async Task<CloseDetail.Presses> PressesAsync(World world, Actor by) =>
        (await DetailAsync(world, by)).Presses;

    private static async Task<CloseDetail.Answer> DetailAsync(World world, Actor by)
    {
        await using var db = await world.DbAsync();
        var code = await db.Set<LegalEntity>().Where(entity => entity.Id == World.Ireland).Select(entity => entity.Code)
            .SingleAsync();
        return Done(await world.Use<CloseDetail>().RunAsync(code, "2026-02", by, default));
    }
}
