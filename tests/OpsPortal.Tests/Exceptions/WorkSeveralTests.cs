using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using OpsPortal.Data;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Features.Exceptions;

namespace OpsPortal.Tests.Exceptions;

[Trait("Requirement", "EXC-7")]
public sealed class WorkSeveralTests
{
    /// <summary>Three cases, three outcomes: one is done, one was never possible, one of a missing case; none stops the
    /// others.</summary>
    [Theory, OnSqlite, OnPostgres]
    public async Task Resolve_OfSeveral_TellsOfEachWhatBecameOfIt(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var (missing, milestone) = (new ExceptionId(Guid.NewGuid()), await AddAsync(world, ExceptionType.OverdueMilestone));

        var rows = await world.World.Use<WorkSeveral>().ResolveAsync(
            [world.Case, missing, milestone, milestone], new CaseClosing("Holidays", "Agreed a new date"), world.World.As("ops"),
            default);

        Assert.Equal([CaseResult.Ineligible, CaseResult.Ineligible, CaseResult.Done], rows.Select(row => row.Result));
        Assert.Contains("name the journal entry", rows[0].Why, StringComparison.Ordinal);
        Assert.Null(rows[2].Why);
        await using var db = await world.World.DbAsync();
        Assert.Equal([ExceptionState.Open, ExceptionState.Resolved], await db.Set<ExceptionCase>()
            .OrderBy(found => found.OpenedAt).ThenBy(found => found.Id).Select(found => found.State).ToListAsync());
    }

    [Theory, OnSqlite, OnPostgres]
    public async Task Assign_Comment_Snooze_OfSeveral_DoEach(StoreKind kind)
    {
        await using var world = await CaseWorld.NewAsync(kind);
        var unknown = await AddAsync(world, ExceptionType.UnknownOutcome);
        var (several, ops) = (world.World.Use<WorkSeveral>(), world.World.As("ops"));
        ExceptionId[] both = [world.Case, unknown];

        var assigned = await several.AssignAsync(both, world.World.As("finance").Person, ops, default);
        var said = await several.CommentAsync(both, "Called the bank.", ops, default);
        var asleep = await several.SnoozeAsync(both, Duration.FromDays(1), "Bank holiday", ops, default);
        var notAllowed = await several.CommentAsync(both, "I may not.", world.World.As("auditor"), default);

        Assert.All(assigned.Concat(said), row => Assert.Equal(CaseResult.Done, row.Result));
        Assert.Equal([CaseResult.Done, CaseResult.Ineligible], asleep.Select(row => row.Result));
        Assert.All(notAllowed, row => Assert.Equal(CaseResult.Failed, row.Result));
        await using var db = await world.World.DbAsync();
        Assert.Equal(2, await db.Set<ExceptionNote>().CountAsync(note => note.Text == "Called the bank."));
    }

    /// <summary>The file holds what is filtered, of the person's own legal entities alone.</summary>
    [Fact]
    public async Task Csv_HoldsWhatIsFiltered()
    {
        await using var host = await PortalHost.NewAsync();
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<OpsDbContext>>().CreateDbContextAsync())
        {
            db.Add(ACase(ExceptionType.OverdueMilestone, World.Ireland, "=2+2, late"));
            db.Add(ACase(ExceptionType.DeadLetter, null, "Event evt_1 was given up"));
            db.Add(ACase(ExceptionType.DeadLetter, new LegalEntityId(Guid.NewGuid()), "Another entity's"));
            await db.SaveChangesAsync();
        }

        using var client = await host.SignInAsync("ops");
        var all = await client.GetStringAsync(new Uri("/exceptions/list.csv", UriKind.Relative));
        var queue = await client.GetStringAsync(new Uri("/exceptions/list.csv?queue=PostingsAndEvents", UriKind.Relative));

        Assert.Equal(3, all.Trim().Split('\n').Length);
        Assert.Contains("\"'=2+2, late\"", all, StringComparison.Ordinal);
        Assert.Equal(2, queue.Trim().Split('\n').Length);
        Assert.Contains("evt_1", queue, StringComparison.Ordinal);
        Assert.DoesNotContain("Another entity", all, StringComparison.Ordinal);
    }

    private static async Task<ExceptionId> AddAsync(CaseWorld world, ExceptionType type)
    {
        await using var db = await world.World.DbAsync();
        var added = ACase(type, World.Ireland, "Trouble");
        db.Add(added);
        await db.SaveChangesAsync();
        return added.Id;
    }

    private static ExceptionCase ACase(ExceptionType type, LegalEntityId? entity, string summary) => new(
        new(Guid.CreateVersion7()), type, "test", summary, Guid.NewGuid().ToString(), null,
        new ExceptionLinks { LegalEntityId = entity }, Stores.Template.Now + Duration.FromDays(1));
}
