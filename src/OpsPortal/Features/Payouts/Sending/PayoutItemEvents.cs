using OpsPortal.Access;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Payouts;
using OpsPortal.Events;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>Puts the provider's events of single payouts into effect, in whatever order and however often they come.</summary>
[Part]
internal sealed class PayoutItemEvents(PayoutMoves moves) : IPayoutItemEvents
{
    private static readonly Dictionary<ProviderEventKind, PayoutItemAction> Actions = new()
    {
        [ProviderEventKind.PayoutItemAccepted] = PayoutItemAction.Process,
        [ProviderEventKind.PayoutItemPaid] = PayoutItemAction.Pay,
        [ProviderEventKind.PayoutItemFailed] = PayoutItemAction.Fail,
        [ProviderEventKind.PayoutItemReturned] = PayoutItemAction.Return,
    };

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (!Actions.TryGetValue(happened.Kind, out var action))
            return HandlerAnswer.Ignore($"Nothing is done for {happened.Type}.");
        if (happened.InstructionKey is not { Length: > 0 } key || await PayoutMoves.FindAsync(work.Db, key,
            work.Ct) is not { } item)
            return HandlerAnswer.Wait("No payout of ours carries this key yet.");
        if (item.State == PayoutItemState.Ready)
            return HandlerAnswer.GiveUp(PayoutRefusals.ItemMove(item.State, action));
        var told = new Money(happened.AmountMinor, happened.Currency ?? item.Currency);
        if (told != new Money(item.AmountMinor, item.Currency))
            return HandlerAnswer.GiveUp(PayoutRefusals.AmountDiffers(told, new Money(item.AmountMinor, item.Currency)));
        var fact = new PayoutEventFact(happened.OccurredAt)
        {
            ProviderReference = happened.Reference, FailureCode = happened.Reason, FailureWords = $"Told by {happened.Provider}.",
        };
        if (item.IsSentAfterAll(action))
        {
            await PaidAfterAll.SuspectAsync(work, moves, item, happened.EventId);
            return HandlerAnswer.Done("The provider has what was never sent from here: a case is open.");
        }

        var moved = await moves.ApplyAsync(work, item, action, fact, happened.EventId);
        if (moved.IsRefused)
            return moved.Refusal.Code == PayoutRefusals.TooEarlyCode
                ? HandlerAnswer.Wait(moved.Refusal.Text)
                : HandlerAnswer.GiveUp(moved.Refusal);
        var stands = item.State.ToString().ToLowerInvariant();
        return HandlerAnswer.Done(moved.Value ? $"The payout is {stands}." : $"Nothing new: the payout is {stands}.");
    }
}
