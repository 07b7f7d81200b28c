using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;
using OpsPortal.Notifications;

namespace OpsPortal.Tests.Exceptions;

public sealed class ExceptionTypeVersionTests
{
    private static readonly LadderRung[] Short = [new("Desk", null), new("Board", Role.Controller)];

    /// <summary>Cases from now on take the new terms; one that is open keeps its due date and climbs the new ladder.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-1")]
    [Trait("Requirement", "EXC-3")]
    public async Task Change_HoldsForCasesFromNowOn_AndEachRungTellsItsRole(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var before = (await world.SeenAsync()).Case.DueAt;
        Assert.Null((await ChangeAsync(world, "controller1", Role.Finance, Role.Ops, 6)).Refusal);
        await world.PayAsync("pay_2", "IE-7", 1_000);

        await using var db = await world.World.DbAsync();
        var newer = await db.Set<ExceptionCase>().SingleAsync(found => found.Id != world.Case);
        Assert.Equal((Role.Finance, Duration.FromHours(6)), (newer.OwnerRole, newer.DueAt - newer.OpenedAt));
        Assert.Equal(before, (await world.SeenAsync()).Case.DueAt);
        Assert.Equal(["Desk", "Board"], (await world.SeenAsync()).Type.Ladder.Select(rung => rung.Words));

        world.World.Clock.Set(newer.DueAt);
        await AgeAsync(world);
        Assert.Equal((1, 0), (await ToldAsync(db, world, "finance", "Desk"), await ToldAsync(db, world, "controller1", "Desk")));
        world.World.Clock.Set(newer.DueAt + Duration.FromHours(6));
        await AgeAsync(world);
        await AgeAsync(world);
        Assert.Equal(0, await ToldAsync(db, world, "finance", "Board"));
        Assert.Equal(1, await ToldAsync(db, world, "controller1", "Board"));
        var escalated = await db.Set<AuditRow>().Where(row => row.SubjectId == newer.Id.Value)
            .OrderByDescending(row => row.At).FirstAsync(row => row.Action == "Escalated exception");
        Assert.Equal(("Desk", "Board", "Not resolved in time. The evidence pack stands with the case."),
            (escalated.Before, escalated.After, escalated.Reason));
    }

    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "EXC-1")]
    public async Task Change_KeepsVersionsWithBeforeAndAfter_AndOnlyControllersMakeThem(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);

        Assert.Equal("shared.not-allowed", (await ChangeAsync(world, "ops", Role.Finance, Role.Ops, 6)).Refusal?.Code);
        Assert.Equal("exceptions.owner-stands-in",
            (await ChangeAsync(world, "controller1", Role.Ops, Role.Ops, 6)).Refusal?.Code);
        Assert.Equal("exceptions.role-cannot-work",
            (await ChangeAsync(world, "controller1", Role.Auditor, Role.Ops, 6)).Refusal?.Code);
        Assert.Equal("exceptions.sla-out-of-range",
            (await ChangeAsync(world, "controller1", Role.Ops, Role.Finance, 0)).Refusal?.Code);
        Assert.Equal(1, (await ChangeAsync(world, "controller1", Role.Ops, Role.Finance, 6)).Value);
        Assert.Equal(2, (await ChangeAsync(world, "controller2", Role.Ops, Role.Finance, 8)).Value);

        var list = (await world.World.Use<ExceptionTypeList>().RunAsync(world.World.As("auditor"), default)).Value;
        Assert.Equal([2, 1], list.Versions.Select(version => version.Number));
        Assert.Equal(Duration.FromHours(8), list.Rows.Single(row => row.Type == ExceptionType.UnmatchedDeposit).Sla);
        Assert.False(list.MayEdit);
        await using var db = await world.World.DbAsync();
        var audit = await db.Set<AuditRow>().Where(row => row.SubjectKind == "exception type").OrderByDescending(row => row.At)
            .ThenByDescending(row => row.Id).FirstAsync();
        Assert.Equal(("Ops, Finance stands in, 6 h, Desk → Board", "Ops, Finance stands in, 8 h, Desk → Board"),
            (audit.Before, audit.After));
    }

    [Theory]
    [InlineData("Desk\nLead: finance\n\n", "Desk\nLead: Finance")]
    [InlineData("Lead: Nobody", null)]
    [InlineData("Lead: 3000", null)]
    [InlineData(": Ops", null)]
    [InlineData(" ", null)]
    [Trait("Requirement", "EXC-1")]
    public void Ladder_IsReadAsItIsWritten(string text, string? expected)
    {
        var read = LadderRung.Read(text);

        Assert.Equal(expected, read.IsRefused ? null : LadderRung.Write(read.Value));
    }

    private static Task<Outcome<int>> ChangeAsync(CaseWorld world, string account, Role owner, Role fallback, int hours) =>
        world.World.Use<ChangeExceptionType>().RunAsync(
            new(ExceptionType.UnmatchedDeposit, new(owner, fallback, hours, Short), "We became faster"), world.World.As(account),
            default);

    private static Task AgeAsync(CaseWorld world) => world.World.Use<AgeExceptions>().RunAsync(Actor.System("test"), default);

    private static Task<int> ToldAsync(OpsPortal.Data.OpsDbContext db, CaseWorld world, string account, string rung)
    {
        var (person, words) = (world.World.As(account).Person, $"now with {rung}: EUR 10.00");
        return db.Set<Notification>().CountAsync(n => n.PersonId == person && n.Text.Contains(words));
    }
}
