using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Payouts;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>The story "ACH returned after payout": the payer's bank takes back a payment whose payee has the money
/// already.</summary>
[UseCase]
internal sealed class ReturnPaidOut(CommandRunner runner, IConfiguration configuration)
{
    public Task<Outcome<string>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UseSandbox, actor, ReturnAsync, ct);

    private async Task<Outcome<string>> ReturnAsync(Work work)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled"))
            return SandboxRefusals.OnlyInDemo;
        var mine = work.Person.LegalEntities;
        var paid = work.Db.Set<PayoutItem>().Where(item => item.State == PayoutItemState.Paid).SelectMany(item => item.Sources)
            .Select(source => source.InvoiceId);
        var receipt = await (
            from candidate in work.Db.Set<Receipt>().AsNoTracking()
            join application in work.Db.Set<Application>() on candidate.Id equals application.ReceiptId
            where candidate.Rail == Rail.Ach && candidate.Provider == SandboxEventReader.Name && candidate.ReturnedMinor == 0
                && candidate.AvailableAt != null && mine.Contains(candidate.LegalEntityId)
                && application.ReversedAt == null && paid.Contains(application.InvoiceId)
            orderby candidate.ReceivedAt descending
            select candidate).FirstOrDefaultAsync(work.Ct);
        if (receipt is null)
            return SandboxRefusals.NothingPaidOut;
        SandboxProvider.Return(work.Db, await PaymentAsync(work, receipt), work.Now);
        return receipt.ProviderReference;
    }

    // History was told without the provider's own books: what they lack of it is written in now.
    private static async Task<SandboxPayment> PaymentAsync(Work work, Receipt receipt)
    {
        if (await work.Db.Set<SandboxPayment>()
            .SingleOrDefaultAsync(p => p.Reference == receipt.ProviderReference, work.Ct) is { } known)
            return known;
        var order = new PaymentOrder(receipt.InvoiceNumber, null, receipt.Rail, new Money(receipt.AmountMinor, receipt.Currency));
        var told = new SandboxPayment(order, receipt.ProviderReference, receipt.ReceivedAt) { SettledAt = receipt.AvailableAt };
        work.Db.Add(told);
        return told;
    }
}
