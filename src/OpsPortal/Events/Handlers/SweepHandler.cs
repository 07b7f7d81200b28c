using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>The provider's transfers of our own balance to our bank: in transit when paid, back when they fail. Never a payee's
/// payout.</summary>
[Part]
internal sealed class SweepHandler(JournalWriter journal, ProviderEntities entities) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds =>
        [ProviderEventKind.SweepPaid, ProviderEventKind.SweepFailed, ProviderEventKind.SweepCancelled];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        var sweep = await work.Db.Set<ProviderSweep>().SingleOrDefaultAsync(
            s => s.Provider == happened.Provider && s.Reference == happened.Reference, work.Ct);
        if (sweep is null)
        {
            var byCode = (await Books.ReadAsync(work.Db, work.Ct)).ByCode;
            var named = happened.LegalEntityCode is { } code && byCode.TryGetValue(code, out var found) ? found
                : (LegalEntityId?)null;
            if ((named ?? entities.Default(happened.Provider, byCode)) is not { } entity)
                return HandlerAnswer.Wait("No legal entity is set up to which the transfer could belong.");
            work.Db.Add(sweep = new ProviderSweep(entity, happened));
        }
        else if (!sweep.Learn(happened))
        {
            return HandlerAnswer.Done("Something later is known of this transfer.");
        }

        return await PostAsync(work, sweep, happened);
    }

    private async Task<HandlerAnswer> PostAsync(Work work, ProviderSweep sweep, ProviderEvent happened)
    {
        if (happened.Kind == ProviderEventKind.SweepPaid && !sweep.IsSent)
        {
            sweep.Send();
            await CashDesk.PostAsync(work, journal, Draft(work, sweep, EventFamily.SweepSent, happened));
            return HandlerAnswer.Done("The transfer to our bank is in transit.");
        }

        if (happened.Kind == ProviderEventKind.SweepPaid || !sweep.IsSent)
            return HandlerAnswer.Done("No money had left.");
        sweep.ComeBack();
        await CashDesk.PostAsync(work, journal, Draft(work, sweep, EventFamily.SweepCameBack, happened));
        await work.OpenExceptionAsync(
            ExceptionType.ReturnOrReversal, "cash.sweep-failed", $"A transfer from {sweep.Provider} to our bank came back.",
            $"sweep:{sweep.Id}",
            new Money(sweep.AmountMinor, sweep.Currency),
            new ExceptionLinks { LegalEntityId = sweep.LegalEntityId, ProviderReference = sweep.Reference });
        return HandlerAnswer.Done("The transfer came back.");
    }

    private static EntryDraft Draft(Work work, ProviderSweep sweep, EventFamily family, ProviderEvent happened) =>
        CashFacts.Draft(family, new PostingFacts
        {
            LegalEntityId = sweep.LegalEntityId,
            Currency = sweep.Currency,
            PostingKey = PostingKeys.Sweep(sweep.Provider, sweep.Reference, family.ToString()),
            EffectiveAt = happened.OccurredAt,
            Amounts = new PostingAmounts { A = sweep.AmountMinor },
            Trace = new TraceKeys { ProviderObject = sweep.Reference, EventId = happened.EventId, RequestId = work.RequestId },
        });
}
