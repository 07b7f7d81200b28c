using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;

namespace OpsPortal.Features.Contracts;

/// <summary>Records the steps from proposal to cash as they happen. The same step recorded again changes nothing.</summary>
internal static class ContractSteps
{
    private static readonly string[] OncePerStep = [nameof(ContractStage.Id)];

    /// <summary>Payments that were applied: each confirms one, and the first of a contract also shows how its buyer
    /// pays.</summary>
    public static BulkStatement Confirmed(OpsDbContext db, IEnumerable<EntryDraft> posted) => BulkInsert.New(
        db,
        [
            .. posted.Where(draft => draft is { Family: EventFamily.CashApplied,
                Trace: { ContractId: not null, ApplicationId: not null } })
                .SelectMany(Confirmed).OrderBy(step => step.Id),
        ],
        OncePerStep);

    /// <summary>A provider tries to collect an invoice, or has failed to.</summary>
    public static Task AttemptedAsync(Work work, Invoice invoice, string reference, string how, Instant at)
    {
        ContractStage[] steps =
        [
            MethodOf(invoice.ContractId, reference, at),
            ContractStage.Record(Guid.CreateVersion7(), invoice.ContractId, StageKind.CollectionAttempt,
                $"{invoice.Number}: {reference}, {how}", at),
        ];
        return BulkRun.TogetherAsync(work.Db, [BulkInsert.New(work.Db, steps, OncePerStep)], work.Ct);
    }

    private static IEnumerable<ContractStage> Confirmed(EntryDraft draft)
    {
        var (contract, reference) = (draft.Trace.ContractId!.Value, draft.Trace.ProviderObject ?? "");
        var applied = draft.Legs.Where(leg => leg.Account == Account.UnappliedCash).Sum(leg => leg.AmountMinor);
        yield return MethodOf(contract, reference, draft.EffectiveAt);
        yield return ContractStage.Record(
            draft.Trace.ApplicationId!.Value.Value, contract, StageKind.PaymentConfirmed,
                $"{reference}, {new Money(applied, draft.Currency)}",
            draft.EffectiveAt);
    }

    // Once for ever: the contract's own id names the step.
    private static ContractStage MethodOf(ContractId contract, string reference, Instant at) =>
        ContractStage.Record(contract.Value, contract, StageKind.PaymentMethodCollected, $"Payment {reference}", at);
}
