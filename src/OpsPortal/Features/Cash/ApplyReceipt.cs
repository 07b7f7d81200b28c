using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Cash.Matching;

namespace OpsPortal.Features.Cash;

/// <summary>
/// A person applies a receipt to the invoice of a number, with a reason; without an amount as much as fits. Above the limit for
/// one pair of eyes it waits for a second person.
/// </summary>
[UseCase]
internal sealed class ApplyReceipt(CommandRunner runner, JournalWriter journal)
{
    internal sealed record Command(ReceiptId Receipt, string InvoiceNumber, long? AmountMinor, string Reason);

    public Task<Outcome<Allocated>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ApplyCash, actor, work => ApplyAsync(work, command), ct);

    private async Task<Outcome<Allocated>> ApplyAsync(Work work, Command command)
    {
        if (Reasons.WhyNot(command.Reason) is { } wrong)
            return wrong;
        if (await work.SeenAsync<Receipt>(r => r.Id == command.Receipt) is not { } receipt)
            return SharedRefusals.NotFound("receipt");
        var number = command.InvoiceNumber.Trim();
        var invoice = await work.SeenAsync<Invoice>(i => i.Number == number);
        var most = CashApplication.ToApply(receipt.LegalEntityId, receipt.Free, number, invoice is null
            ? null
            : new InvoiceToPay(invoice.Number!, invoice.LegalEntityId, invoice.Currency, invoice.OpenMinor, invoice.TakesCash));
        if (most.IsRefused)
            return most.Refusal;
        var amount = command.AmountMinor ?? most.Value;
        if (receipt.WhyNotUse(amount) is { } refusal)
            return refusal;
        var (rules, _) = await MatchPolicies.InForceAsync(work.Db, receipt.LegalEntityId, work.Now, work.Ct);
        return await AllocationDesk.AllocateAsync(
            work, rules, receipt, [new AllocationPart(invoice!.Id, invoice.Number!, amount)], command.Reason.Trim(),
            ApplicationRule.ByHand, giveUpDifference: false, journal);
    }
}
