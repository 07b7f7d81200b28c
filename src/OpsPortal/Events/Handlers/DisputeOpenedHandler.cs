using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Cash;

namespace OpsPortal.Events.Handlers;

/// <summary>A payer disputes a payment: the provider takes the money, the payees' part that we still hold is kept back.</summary>
[Part]
internal sealed class DisputeOpenedHandler(JournalWriter journal) : IHandleProviderEvent
{
    public IReadOnlyList<ProviderEventKind> Kinds => [ProviderEventKind.DisputeOpened];

    public async Task<HandlerAnswer> HandleAsync(Work work, ProviderEvent happened)
    {
        if (await Receipts.FindAsync(work, happened) is not { } receipt)
            return Receipts.NotHere;
        if (await FindAsync(work, happened) is not null)
            return HandlerAnswer.Done("The dispute was known before.");
        var amount = new Money(Math.Min(happened.AmountMinor, receipt.AmountMinor), receipt.Currency);
        var dispute = new DisputeCase(
            new DisputeId(Guid.CreateVersion7()), receipt.Id, happened.Provider, happened.Reference, amount, happened.Reason,
            happened.OccurredAt, happened.DueBy);
        work.Db.Add(dispute);
        var parts = await KeptBackAsync(work, receipt, dispute);
        await CashDesk.PostAsync(
            work, journal,
            CashFacts.Dispute(EventFamily.DisputeOpened, receipt, dispute, amount.Minor, parts, Receipts.Source(work, happened)));
        await work.OpenExceptionAsync(
            ExceptionType.Dispute, "cash.dispute-opened", $"{amount} is disputed: {happened.Reason ?? "no reason given"}.",
            $"dispute:{dispute.Id}", amount,
            new ExceptionLinks { LegalEntityId = receipt.LegalEntityId, ReceiptId = receipt.Id,
                ProviderReference = happened.Reference });
        return HandlerAnswer.Done($"{amount} is in dispute.");
    }

    public static Task<DisputeCase?> FindAsync(Work work, ProviderEvent happened) => work.Db.Set<DisputeCase>()
        .SingleOrDefaultAsync(
        dispute => dispute.Provider == happened.Provider && dispute.ProviderReference == happened.Reference, work.Ct);

    private static async Task<List<PayeePart>> KeptBackAsync(Work work, Receipt receipt, DisputeCase dispute)
    {
        var held = (await ReceiptPositions.ReadAsync(work.Db, receipt.Id, work.Ct)).In(Account.HeldPending, Account.HeldSettled);
        var kept = dispute.KeptBack(receipt.AmountMinor, [.. held.Select(row => row.Minor)]);
        return [.. held
            .Select((row, i) => new PayeePart(row.PayeeId, kept[i], row.InvoiceId, receipt.Id, row.Account))
            .Where(part => part.Minor > 0)];
    }
}
