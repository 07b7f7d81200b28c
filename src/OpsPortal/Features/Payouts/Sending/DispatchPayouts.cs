using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Sends waiting payouts: the claim is committed, then the provider is called outside any transaction, then the answer is
/// recorded. Whatever happens in between, the intent says that it may have been sent. Nothing is sent by a
/// clock that is known to be wrong.
/// </summary>
[UseCase]
internal sealed class DispatchPayouts(CommandRunner runner, IEnumerable<IPayoutProvider> providers, PayoutMoves moves,
    AnswerTime time, ClockCheck clocks)
{
    private const int AtOnce = 200;

    public async Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct)
    {
        var due = await runner.RunAsync(Permission.Background, actor, DueAsync, ct);
        if (due.IsRefused)
            return due.Refusal;
        var sent = 0;
        foreach (var item in due.Value)
        {
            var order = await runner.RunAsync(Permission.Background, actor, work => Claim(work, item), ct);
            if (order.IsRefused || order.Value is null)
                continue;
            var answer = await Provider(order.Value.Provider).SendAsync(order.Value.Order, ct);
            var recorded = await runner.RunAsync(
                Permission.Background, actor, work => Record(work, item, order.Value, answer), ct);
            sent += recorded.IsRefused ? 0 : 1;
        }

        await runner.RunAsync(Permission.Background, actor, Follow, ct);
        return sent;
    }

    private sealed record Claimed(string Provider, PayoutItemState State, PayoutOrder Order);

    private IPayoutProvider Provider(string name) => providers.Single(p => p.Name == name);

    private async Task<Outcome<List<PayoutItemId>>> DueAsync(Work work)
    {
        var due = await work.Db.Set<PayoutInstruction>().AsNoTracking()
            .Where(i => i.State == InstructionState.Waiting).Where(PayoutInstruction.IsDue(work.Now))
            .OrderBy(i => i.NextAt).ThenBy(i => i.ItemId)
            .Select(i => i.ItemId).Take(AtOnce).ToListAsync(work.Ct);
        return due.Count > 0 && await clocks.WhyWrongAsync(work.Db, work.Ct) is { } wrong
            ? SendingRefusals.ClockIsWrong(wrong) : due;
    }

    private async Task<Outcome<Claimed?>> Claim(Work work, PayoutItemId id)
    {
        if (await clocks.WhyWrongAsync(work.Db, work.Ct) is { } wrong)
            return SendingRefusals.ClockIsWrong(wrong);
        var instruction = await work.Db.Set<PayoutInstruction>().SingleAsync(i => i.ItemId == id, work.Ct);
        if (instruction.State != InstructionState.Waiting)
            return (Claimed?)null;
        var item = await work.Db.Set<PayoutItem>().AsNoTracking().SingleAsync(i => i.Id == id, work.Ct);
        if (item.State is not (PayoutItemState.Released or PayoutItemState.Unknown))
        {
            instruction.Answer(item.ProviderReference, "The provider told of it before it was sent from here; it is not sent.");
            return (Claimed?)null;
        }

        if (!instruction.IsKeyAlive(work.Now))
        {
            instruction.LoseAnswer("Its key may be forgotten by now: it is asked about and not sent again by itself.", work.Now);
            return (Claimed?)null;
        }

        var entity = await work.Db.Set<LegalEntity>().AsNoTracking().SingleAsync(e => e.Id == item.LegalEntityId, work.Ct);
        instruction.Claim(work.Now, time.Lease);
        return new Claimed(instruction.Provider, item.State, new PayoutOrder(item.Key, new Money(item.AmountMinor, item.Currency),
            item.Reference)
        {
            LegalEntityCode = entity.Code, PayeeName = item.PayeeName, Account = item.AccountId, AccountMasked =
                item.AccountMasked,
        });
    }

    private async Task<Outcome<bool>> Record(Work work, PayoutItemId id, Claimed sent, ProviderAnswer answer)
    {
        var instruction = await work.Db.Set<PayoutInstruction>().SingleAsync(i => i.ItemId == id, work.Ct);
        return instruction.State == InstructionState.Answered
            ? await ProviderAnswers.LateAsync(work, moves, instruction, answer)
            : await ProviderAnswers.TakeAsync(work, moves, instruction, answer, sent.State);
    }

    private static async Task<Outcome<int>> Follow(Work work)
    {
        var open = await work.Db.Set<PayoutBatch>().AsNoTracking()
            .Where(b => b.State == BatchState.Released || b.State == BatchState.Transmitting || b.State == BatchState.Sent)
            .Select(b => b.Id).ToListAsync(work.Ct);
        var moved = 0;
        foreach (var id in open)
            moved += await PayoutMoves.FollowAsync(work, id) ? 1 : 0;
        return moved;
    }
}
