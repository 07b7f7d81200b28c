using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts;
using OpsPortal.Features.Payouts.Sending;
using OpsPortal.Tests.Payouts;

namespace OpsPortal.Tests.Simulation;

/// <summary>Two payees and one batch of theirs, over which people race again and again.</summary>
internal sealed class RaceLane(PayoutWorld world, IReadOnlyList<PayeeId> payees, Random random)
{
    private static readonly Actor Job = Actor.System("payout-dispatch");
    private BatchId? batch;

    /// <summary>One race of 2 to 8 people; what cannot be explained, or null.</summary>
    public async Task<string?> RunAsync(RaceTally tally)
    {
        var isApproved = random.Next(2) == 0;
        var before = await ReadyAsync(isApproved);
        var moves = Moves(isApproved);
        var items = before.Items.Where(item => item.State == PayoutItemState.Ready).ToList();
        await ProveAsync(before.Id, before.ContentHash!, moves);
        using var start = new SemaphoreSlim(0);
        var racers = moves.Select(move => Task.Run(async () =>
        {
            await start.WaitAsync();
            return await MoveAsync(move.Move, move.Who, before, items[^1].Id);
        })).ToList();
        start.Release(moves.Count);
        var results = await Task.WhenAll(racers);
        var after = await world.BatchAsync(before.Id);
        tally.Add(results, End(after));
        var fault = await FaultAsync(RaceModel.Begin(isApproved, items.Count), results, after);
        await ClearAsync(after);
        return fault;
    }

    private List<(RaceMove Move, string Who)> Moves(bool isApproved)
    {
        var forward = isApproved ? RaceMove.Release : RaceMove.Sign;
        List<(RaceMove, string)> possible =
        [
            (forward, "controller2"), (forward, "controller2"), (RaceMove.Reject, "controller1"),
            (RaceMove.Reject, "controller2"), (RaceMove.TakeOut, "finance"), (RaceMove.GiveUp, "finance"),
            (forward, "controller1"),
        ];
        var count = 2 + random.Next(7);
        return [.. Enumerable.Range(0, count).Select(i => i < 2 ? possible[random.Next(3) * i] : possible[random.Next(7)])];
    }

    private async Task<RaceResult> MoveAsync(RaceMove move, string who, PayoutBatch shown, PayoutItemId item)
    {
        var (by, hash) = (world.As(who), shown.ContentHash!);
        var answer = move switch
        {
            RaceMove.Sign => await world.Use<ApproveBatch>().RunAsync(new(shown.Id, hash), by, default),
            RaceMove.Reject => await world.Use<RejectBatch>().RunAsync(new(shown.Id, "Look again."), by, default),
            RaceMove.TakeOut => await world.Use<RemoveBatchItem>().RunAsync(new(shown.Id, item, "Not now."), by, default),
            RaceMove.GiveUp => await world.Use<CancelBatch>().RunAsync(new(shown.Id, "Not needed."), by, default),
            _ => await world.Use<TransmitBatch>().RunAsync(new(shown.Id, hash), by, default),
        };
        return new RaceResult(move, who, !answer.IsRefused, answer.Refusal?.Code == SharedRefusals.ChangedMeanwhile.Code);
    }

    private async Task<string?> FaultAsync(RaceModel begin, RaceResult[] results, PayoutBatch after)
    {
        var ready = after.Items.Count(item => item.State is PayoutItemState.Ready or PayoutItemState.Released);
        var takenOut = results.Count(one => one is { Move: RaceMove.TakeOut, IsDone: true });
        var left = after.State == BatchState.Cancelled ? begin.Items - takenOut : ready;
        if (!begin.Explains(results, End(after), left))
            return $"P14: no order explains {string.Join(", ", results.Select(one => $"{one.Who} {one.Move} {one.IsDone}"))} "
                + $"from {begin.State} to {after.State} with {left} payouts";
        await using var db = await world.DbAsync();
        var released = await db.Set<JournalEntry>().CountAsync(entry => entry.BatchId == after.Id
            && entry.Family == EventFamily.PayoutReleased);
        var intents = await db.Set<PayoutInstruction>().CountAsync(sent => sent.BatchId == after.Id);
        var expected = after.State == BatchState.Released ? ready : 0;
        return released == expected && intents == expected ? null
            : $"P14: {after.State} with {expected} payouts has {released} entries and {intents} intents";
    }

    /// <summary>The lane's batch before the race: signed once, or by both.</summary>
    private async Task<PayoutBatch> ReadyAsync(bool isApproved)
    {
        batch ??= Done(await world.Use<BuildBatch>().RunAsync(
            new BuildBatch.Command(World.Ireland, PayoutWorld.Euro, []) { Payees = payees }, world.Finance, default)).Batch;
        Done(await world.Use<SubmitBatch>().RunAsync(
            new SubmitBatch.Command(batch.Value, "As usual."), world.Finance, default));
        Done(await world.ApproveAsync(batch.Value, world.Controller1));
        if (isApproved)
            Done(await world.ApproveAsync(batch.Value, world.Controller2));
        return await world.BatchAsync(batch.Value);
    }

    private async Task ProveAsync(BatchId id, string hash, IEnumerable<(RaceMove Move, string Who)> moves)
    {
        await using var db = await world.DbAsync();
        foreach (var (move, who) in moves.Where(one => one.Move is RaceMove.Sign or RaceMove.Release))
        {
            var action = move == RaceMove.Sign ? ApproveBatch.StepUpAction : TransmitBatch.StepUpAction;
            var by = world.As(who);
            db.Add(new StepUp(
                Guid.CreateVersion7(), by.Person, by.Session!.Value, action, id.Value, hash, "password", world.Now));
        }

        await db.SaveChangesAsync();
    }

    /// <summary>Makes the lane free for its next race: the money is held again, or the batch a draft.</summary>
    private async Task ClearAsync(PayoutBatch after)
    {
        var hasBoth = after.Items.Count(item => item.State == PayoutItemState.Ready) == payees.Count;
        if (after.State is BatchState.Submitted or BatchState.Approved)
            Done(await world.Use<RejectBatch>().RunAsync(new(after.Id, "Next race."), world.Controller1, default));
        if (after.State != BatchState.Released && after.State != BatchState.Cancelled && !hasBoth)
            Done(await world.Use<CancelBatch>().RunAsync(new(after.Id, "Next race."), world.Finance, default));
        if (after.State == BatchState.Released)
            await TakeBackAsync(after);
        if (after.State is BatchState.Released or BatchState.Cancelled || !hasBoth)
            batch = null;
    }

    private async Task TakeBackAsync(PayoutBatch after) => Done(await world.Use<CommandRunner>().RunAsync<bool>(
        Permission.Background, Job, async work =>
        {
            foreach (var key in after.Items.Where(item => item.State == PayoutItemState.Released).Select(item => item.Key))
            {
                var item = (await PayoutMoves.FindAsync(work.Db, key, work.Ct))!;
                var fact = new PayoutEventFact(work.Now) { FailureCode = FailureReasons.NeverSent };
                if (await world.Use<PayoutMoves>().ApplyAsync(work, item, PayoutItemAction.Cancel, fact, null) is
                    { IsRefused: true } refused)
                    return refused.Refusal;
            }

            return true;
        }, default));

    private static RaceEnd End(PayoutBatch after) => Enum.Parse<RaceEnd>(after.State.ToString());
}
