using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>
/// Asks the provider about payouts whose sending has no answer: those that timed out, and those whose sender died between intent
/// and answer. Only when the provider does not know the key, and its memory of keys is certain, may the payout be sent again,
/// under the same key.
/// </summary>
[UseCase]
internal sealed class EnquirePayouts(CommandRunner runner, IEnumerable<IPayoutProvider> providers, PayoutMoves moves)
{
    private const int AtOnce = 100;

    public async Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct)
    {
        var due = await runner.RunAsync(Permission.Background, actor, DueAsync, ct);
        if (due.IsRefused)
            return due.Refusal;
        foreach (var question in due.Value)
        {
            var answer = await providers.Single(p => p.Name == question.Provider).EnquireAsync(question.Key, ct);
            await runner.RunAsync(Permission.Background, actor, work => Record(work, question, answer), ct);
        }

        return due.Value.Count;
    }

    private sealed record Question(PayoutItemId Item, string Provider, string Key, PayoutItemState State);

    private static async Task<Outcome<List<Question>>> DueAsync(Work work) =>
        await work.Db.Set<PayoutInstruction>().AsNoTracking()
        .Where(i => i.State == InstructionState.Unknown || i.State == InstructionState.Sending)
        .Where(PayoutInstruction.IsDue(work.Now))
        .OrderBy(i => i.NextAt).ThenBy(i => i.ItemId).Take(AtOnce)
        .Join(work.Db.Set<PayoutItem>(), i => i.ItemId, item => item.Id,
            (i, item) => new Question(i.ItemId, i.Provider, i.Key, item.State)).ToListAsync(work.Ct);

    // Of a payout that moved while the provider was asked, it is asked again.
    private async Task<Outcome<bool>> Record(Work work, Question question, ProviderAnswer answer)
    {
        var instruction = await work.Db.Set<PayoutInstruction>().Where(PayoutInstruction.IsDue(work.Now))
            .SingleOrDefaultAsync(i => i.ItemId == question.Item, work.Ct);
        if (instruction is null or { State: InstructionState.Waiting or InstructionState.Answered }
            || await work.Db.Set<PayoutItem>().AnyAsync(
                item => item.Id == question.Item && item.State != question.State, work.Ct))
            return false;
        return await ProviderAnswers.TakeAsync(work, moves, instruction, answer, question.State);
    }
}
