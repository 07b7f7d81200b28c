using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Audit;
using OpsPortal.Domain.Banking;
using OpsPortal.Features.Cash;

namespace OpsPortal.Tests.Commands;

/// <summary>A part of a command that may be refused.</summary>
public sealed class ApartTests
{
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-2")]
    public async Task Apart_WhenRefused_LeavesNothing_AndTheRestStands(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var told = new List<string>();
        var done = await world.Use<CommandRunner>().RunAsync<bool>(
            Permission.Background, Actor.System("test"), async work =>
            {
                Task<Outcome<bool>> Step(string name, Refusal? refusal) => work.ApartAsync<bool>(async () =>
                {
                    work.Audit(name, "test", Guid.Empty);
                    await work.Db.SaveChangesAsync(work.Ct);
                    work.Audit($"{name}, not saved yet", "test", Guid.Empty);
                    work.WhenCommitted(() => Task.Run(() => told.Add(name)));
                    return refusal is null ? true : refusal;
                });
                work.Audit("before", "test", Guid.Empty);
                Assert.True((await Step("first", null)).Value);
                Assert.Equal("banking.empty", (await Step("second", BankingRefusals.Empty)).Refusal?.Code);
                Assert.True((await Step("third", null)).Value);
                work.Audit("after", "test", Guid.Empty);
                return true;
            }, default);
        Assert.Null(done.Refusal);
        await using var db = await world.DbAsync();
        var kept = db.Set<AuditRow>().Where(row => row.SubjectKind == "test").Select(row => row.Action).ToHashSet();
        Assert.Equal(
            ["after", "before", "first", "first, not saved yet", "third", "third, not saved yet"],
            kept.Order(StringComparer.Ordinal));
        Assert.Equal(["first", "third"], told);
    }

    /// <summary>One line of a bank file must not stop the others.</summary>
    [Theory, OnSqlite, OnPostgres]
    [Trait("Requirement", "LED-2")]
    public async Task Apart_WhenADraftDeepInItIsRefused_AnswersThatRefusal_AndTheRestStands(StoreKind kind)
    {
        await using var world = await World.NewAsync(kind);
        var done = await world.Use<CommandRunner>().RunAsync<bool>(
            Permission.Background, Actor.System("test"), async work =>
            {
                var bad = await work.ApartAsync<bool>(() =>
                {
                    work.Audit("bad line", "test", Guid.Empty);
                    CashFacts.Must(BankingRefusals.Empty);
                    return Task.FromResult<Outcome<bool>>(true);
                });
                Assert.Equal("banking.empty", bad.Refusal?.Code);
                work.Audit("next line", "test", Guid.Empty);
                return true;
            }, default);
        Assert.Null(done.Refusal);
        await using var db = await world.DbAsync();
        Assert.Equal("next line", (await db.Set<AuditRow>().SingleAsync(row => row.SubjectKind == "test")).Action);
    }
}
