using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Sending;

/// <summary>What a provider's answer to a sending or an enquiry comes to. "We sent it" alone never moves a payout
/// forward.</summary>
internal static class ProviderAnswers
{
    private const int EnquiriesBeforeCase = 3;

    /// <param name="asked">What the payout was when the provider was asked. Where it has moved since, the answer may be older
    /// than what moved it and says nothing of how it ended.</param>
    public static async Task<Outcome<bool>> TakeAsync(Work work, PayoutMoves moves, PayoutInstruction instruction,
        ProviderAnswer answer, PayoutItemState asked)
    {
        var item = (await PayoutMoves.FindAsync(work.Db, instruction.Key, work.Ct))!;
        var fact = new PayoutEventFact(work.Now) { ProviderReference = answer.Reference };
        switch (answer.Word)
        {
            case ProviderWord.Taken when item.State == PayoutItemState.Unknown && asked == PayoutItemState.Released:
                // A sending that came to life after it was given up: what became of it, the next enquiry says.
                instruction.LoseAnswer(answer.Raw, work.Now);
                return false;
            case ProviderWord.Taken:
                instruction.Answer(answer.Reference, answer.Raw);
                return item.State == asked && (asked == PayoutItemState.Unknown || instruction.Enquiries > 0)
                    ? await ToldAsync(work, moves, item, answer, fact)
                    : false;
            case ProviderWord.Refused:
                instruction.Answer(answer.Reference, answer.Raw);
                return item.State is not (PayoutItemState.Released or PayoutItemState.Unknown) ? false : await moves.ApplyAsync(
                    work, item, PayoutItemAction.Fail, fact with
                    {
                        FailureCode = answer.Code ?? FailureReasons.Refused, FailureWords = "The provider refused it.",
                    },
                    null);
            case ProviderWord.NotKnown when instruction.IsKeyAlive(work.Now) && instruction.StopCode is { } code:
                return await StopPayouts.StopAsync(work, moves, instruction, code, null);
            case ProviderWord.NotKnown when instruction.IsKeyAlive(work.Now):
                instruction.SendAgain(work.Now);
                return false;
            default:
                return await LostAsync(work, moves, instruction, item, answer);
        }
    }

    /// <summary>A sending that came to life after the payout was stopped or settled: what it says counts no more, but that the
    /// provider has it does.</summary>
    public static async Task<Outcome<bool>> LateAsync(
        Work work, PayoutMoves moves, PayoutInstruction instruction, ProviderAnswer answer)
    {
        var item = (await PayoutMoves.FindAsync(work.Db, instruction.Key, work.Ct))!;
        if (answer.Word == ProviderWord.Taken && item.IsSentAfterAll(PayoutItemAction.Process))
            await PaidAfterAll.SuspectAsync(work, moves, item, null);
        return false;
    }

    /// <summary>The key of the case of a payout of which nobody knows whether it was sent.</summary>
    public static string CaseOf(PayoutItemId item) => $"payout-unknown:{item}";

    private static async Task<Outcome<bool>> ToldAsync(
        Work work, PayoutMoves moves, PayoutItem item, ProviderAnswer answer, PayoutEventFact fact)
    {
        var action = ProviderStatus.ActionOf(answer.Status) switch
        {
            PayoutItemAction.Return when item.State == PayoutItemState.Failed => PayoutItemAction.Fail,
            PayoutItemAction.Return => PayoutItemAction.Pay,
            { } told => told,
            null => PayoutItemAction.Process,
        };
        work.Audit("Provider answered an enquiry", "payout", item.Id.Value, item.State.ToString(), answer.Raw);
        // What it says of a payment is its word of now, since whenever: it was asked when everything told so far was known.
        var dated = action == PayoutItemAction.Fail && answer.HappenedAt is { } since ? fact with { OccurredAt = since } : fact;
        return await moves.ApplyAsync(work, item, action, dated with { FailureCode = answer.Code }, null);
    }

    private static async Task<Outcome<bool>> LostAsync(
        Work work, PayoutMoves moves, PayoutInstruction instruction, PayoutItem item, ProviderAnswer answer)
    {
        instruction.Ask(answer.Raw, work.Now);
        if (item.State == PayoutItemState.Released
            && await moves.ApplyAsync(work, item, PayoutItemAction.LoseAnswer, new PayoutEventFact(work.Now),
                null) is { IsRefused: true } refused)
            return refused;
        if (item.State != PayoutItemState.Unknown)
        {
            // What became of it was told elsewhere; of a key that may be forgotten nobody is asked any more.
            if (!instruction.IsKeyAlive(work.Now))
                instruction.Answer(answer.Reference, answer.Raw);
            return false;
        }

        if (instruction.Enquiries < EnquiriesBeforeCase && instruction.IsKeyAlive(work.Now))
            return false;
        await work.OpenExceptionAsync(
            ExceptionType.UnknownOutcome, "payouts.unknown",
            $"It is not known whether the payout to {item.PayeeName} was sent. It is not sent again by itself.",
            CaseOf(item.Id), new Money(item.AmountMinor, item.Currency),
            new ExceptionLinks
            {
                LegalEntityId = item.LegalEntityId, PayeeId = item.PayeeId, BatchId = item.BatchId, PayoutItemId = item.Id,
                ProviderReference = item.Key,
            });
        return false;
    }
}
