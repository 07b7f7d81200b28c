using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Payouts.Sending;
using ApplicationId = OpsPortal.Domain.Shared.ApplicationId;

namespace OpsPortal.Features.Cash;

/// <summary>
/// A person takes an application back, with a reason: the invoice is open again, payouts of its money that have not left are
/// stopped, the payees are un-funded, the cash is unapplied.
/// </summary>
[UseCase]
internal sealed class UnapplyReceipt(CommandRunner runner, JournalWriter journal, StopPayouts payouts)
{
    internal sealed record Command(ApplicationId Application, string Reason);

    public Task<Outcome<ReceiptId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UnapplyCash, actor, work => UnapplyAsync(work, command), ct);

    private async Task<Outcome<ReceiptId>> UnapplyAsync(Work work, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        var application = await work.Db.Set<Application>().SingleOrDefaultAsync(a => a.Id == command.Application, work.Ct);
        if (application is null || await work.SeenAsync<Receipt>(r => r.Id == application.ReceiptId) is not { } receipt)
            return SharedRefusals.NotFound("application");
        if (receipt.WhyNotUnapply() is { } taken)
            return taken;
        var books = await Books.ReadAsync(work.Db, work.Ct);
        var bookedOn = await BookedOnAsync(work, receipt.LegalEntityId, application)
            ?? application.AppliedAt.InZone(books.ZoneOf(receipt.LegalEntityId)).Date;
        if (books.ShutOf(receipt.LegalEntityId).IsClosed(bookedOn))
            return CashRefusals.AppliedInClosedPeriod($"{bookedOn:uuuu-MM}");
        var invoice = await work.Db.Set<Invoice>().SingleAsync(i => i.Id == application.InvoiceId, work.Ct);
        await PositionLock.OfPaymentAsync(work, receipt.Id);
        await payouts.OfReceiptAsync(work, receipt.Id, null);
        var draft = await CashDesk.UnapplyAsync(
            work, receipt, invoice, application, command.Reason.Trim(), new CashSource(null, work.RequestId, work.Now));
        if (draft.IsRefused)
            return draft.Refusal;
        work.Audit("Un-applied receipt", "receipt", receipt.Id.Value,
            before: $"{invoice.Number}: {new Money(application.AmountMinor, receipt.Currency)}", reason: command.Reason);
        await CashDesk.PostAsync(work, journal, draft.Value);
        return receipt.Id;
    }

    /// <summary>The day on which the application stands in the books; null where a cut-over brought it.</summary>
    private static Task<LocalDate?> BookedOnAsync(Work work, LegalEntityId entity, Application application)
    {
        var key = PostingKeys.Applied(application.Id);
        return work.Db.Set<JournalEntry>().Where(entry => entry.LegalEntityId == entity && entry.PostingKey == key)
            .Select(entry => (LocalDate?)entry.BookedOn).SingleOrDefaultAsync(work.Ct);
    }
}
