using System.Diagnostics;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Domain.Close;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Close;
using OpsPortal.Features.Close.Pack;
using OpsPortal.Features.Ledger;
using OpsPortal.Tests.Close;

namespace OpsPortal.Tests.Faults.Points;

/// <summary>The app dies while a month is signed and while its pack is kept: both stand whole or not at all.</summary>
[Trait("Requirement", "CLS-4")]
[Collection("faults")]
public sealed class ClosePointTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly YearMonth First = new(2026, 2);

    [Theory]
    [OnSqlite]
    [OnPostgres]
    public async Task Kill_AtEachPointOfAClose_LeavesItWholeOrUndone(StoreKind kind)
    {
        var (plan, watch, told) = (KillPlan.ReadPoints(), Stopwatch.StartNew(), new KillTally());
        for (var round = 0; round < plan.Runs && told.Faults.Count == 0; round++)
            await RoundAsync(kind, plan.ShareOf(kind, NamedPoint.OfTheClose), told);
        await KillPlan.ReportAsync($"kill -9 at named points of the close on {kind}", told.Runs, told.Faults.Count,
            $"{NamedPoint.OfTheClose.Count} points; {told.Words}; {watch.Elapsed:h\\:mm\\:ss}");
        Assert.True(told.Faults.Count == 0, string.Join('\n', told.Faults));
    }

    private static async Task RoundAsync(StoreKind kind, IReadOnlyList<NamedPoint> points, KillTally told)
    {
        await using var world = await World.NewAsync(kind);
        world.Clock.Release();
        foreach (var (point, i) in points.Select((point, i) => (point, i)).TakeWhile(_ => told.Faults.Count == 0))
        {
            told.Runs++;
            var month = First.PlusMonths(i);
            await world.PostAsync(month.OnDayOfMonth(10));
            var slip = PointSlip.In(world.Store.Folder);
            slip.Clear();
            var faults = point.Needs == Needs.Signature
                ? await SignAsync(world, point, slip, month, told) : await PackAsync(world, point, slip, month, told);
            told.Faults.AddRange(faults.Select(fault => $"[{point.Name}] {fault}"));
        }
    }

    private static async Task<IReadOnlyList<string>> SignAsync(
        World world, NamedPoint point, PointSlip slip, YearMonth month, KillTally told)
    {
        var (by, id) = (world.As("controller2"), await world.ReadyAsync(month));
        Done(await world.PrepareAsync(id, world.As("finance")));
        Done(await world.ReviewAsync(id, world.As("controller1")));
        var hash = await world.ProveAsync(id, by, SignClose.StepUpAction);
        var errand = new Errand(nameof(SignClose), id.Value, by.Person.Value, by.Session!.Value.Value, hash);
        if (await DieAsync(world, slip, new PointOrder(point.Name, Errand: errand), told) is { } missed)
            return [missed];
        var isDone = point.Moment == Moment.AfterCommit;
        var isSigned = (await world.CloseAsync(id)).SignedAt is not null;
        var again = await world.SignAsync(id, by);
        return
        [
            .. isSigned == isDone && await IsClosedAsync(world, month) ? [] : new[] { $"signed: {isSigned}" },
            .. again.IsRefused == isDone ? [] : new[] { $"signed again: {again.Refusal?.Text ?? "done"}" },
            .. await BooksAsync(world),
        ];
    }

    private static async Task<IReadOnlyList<string>> PackAsync(
        World world, NamedPoint point, PointSlip slip, YearMonth month, KillTally told)
    {
        var close = await world.SignedAsync(month);
        var id = Done(await world.Use<AskForPack>().RunAsync(close, world.As("finance"), default));
        if (await DieAsync(world, slip, new PointOrder(point.Name), told) is { } missed)
            return [missed];
        var isDone = point.Moment == Moment.AfterCommit;
        await using var db = await world.DbAsync();
        var pack = await db.Set<ClosePack>().AsNoTracking().SingleAsync(one => one.Id == id);
        var parts = await db.Set<ClosePackPart>().CountAsync(part => part.PackId == id);
        if (!isDone)
            return pack.State == ClosePackState.Making && parts == 0 ? await MadeAnewAsync(world, id)
                : [$"the pack is {pack.State} with {parts} parts"];
        return pack.State == ClosePackState.Made && await HashAsync(world, id) == pack.Hash ? await BooksAsync(world)
            : [$"the pack is {pack.State} with {parts} parts"];
    }

    /// <summary>Null where it died at its point.</summary>
    private static async Task<string?> DieAsync(World world, PointSlip slip, PointOrder order, KillTally told)
    {
        using var portal = PortalProcess.Start(
            world.Store, PortalProcess.FreeAddress(), new Dictionary<string, string?>(), slip);
        told.Longest("until ready", await portal.ReadyAsync());
        slip.Write(order);
        var died = await portal.HasDiedAsync(Patience);
        portal.Kill();
        return died && slip.IsReached(order.Point) ? null : $"The point was not reached. {slip.Words}\n{portal.LastWords}";
    }

    // A claim runs out after five minutes; the test does not wait for them.
    private static async Task<IReadOnlyList<string>> MadeAnewAsync(World world, ClosePackId id)
    {
        await using var db = await world.DbAsync();
        await db.Set<ClosePack>().Where(pack => pack.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(pack => pack.ClaimedUntil, pack => pack.AskedAt));
        using var portal = PortalProcess.Start(world.Store, PortalProcess.FreeAddress(), new Dictionary<string, string?>());
        await portal.ReadyAsync();
        for (var until = DateTime.UtcNow + Patience; DateTime.UtcNow < until; await Task.Delay(200))
            if (await db.Set<ClosePack>().AsNoTracking().AnyAsync(pack => pack.Id == id && pack.State == ClosePackState.Made))
                return await BooksAsync(world);
        return ["The pack was not made anew.", portal.LastWords];
    }

    private static async Task<string> HashAsync(World world, ClosePackId id)
    {
        await using var db = await world.DbAsync();
        await using var content = await PackBytes.ReadAsync(db, id, default);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(content));
    }

    private static async Task<bool> IsClosedAsync(World world, YearMonth month)
    {
        await using var db = await world.DbAsync();
        var closed = await db.Set<OpsPortal.Domain.Ledger.Period>().AnyAsync(period =>
            period.Year == month.Year && period.Month == month.Month && period.State == PeriodState.Closed);
        var signed = await db.Set<PeriodClose>().AnyAsync(close =>
            close.Year == month.Year && close.Month == month.Month && close.SignedAt != null);
        return closed == signed;
    }

    private static async Task<IReadOnlyList<string>> BooksAsync(World world)
    {
        await using var db = await world.DbAsync();
        return [.. (await VerifyCommand.FindingsAsync(db, default)).Where(finding => !finding.Holds)
            .Select(finding => $"verify: {finding.What}: {finding.Words}")];
    }
}
