using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>The provider's side of the table: open invoices that could be paid, and the provider's own books.</summary>
[UseCase]
internal sealed class SandboxView(QueryRunner runner)
{
    private const int Shown = 50;
    private const int ShownDeliveries = 20;

    internal sealed record OpenInvoice(string Number, long OpenMinor, Currency Currency, string Buyer);

    internal sealed record Answer(
        IReadOnlyList<OpenInvoice> Invoices, IReadOnlyList<SandboxPayment> Payments, IReadOnlyList<SandboxPayout> Payouts,
        IReadOnlyList<Refund> Refunds, IReadOnlyList<SandboxDelivery> Deliveries,
        IReadOnlyList<TreasuryAccount> Accounts, int AnswersToDrop, int PayoutsToFail);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UseSandbox, actor, ReadAsync, ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var invoices = await (
            from invoice in reading.Db.Set<Invoice>()
            join buyer in reading.Db.Set<Buyer>() on invoice.BuyerId equals buyer.Id
            where reading.Person.LegalEntities.Contains(invoice.LegalEntityId) && invoice.OpenMinor > 0 && invoice.Number != null
                && (invoice.State == InvoiceState.Open || invoice.State == InvoiceState.PartiallyPaid)
            orderby invoice.Number descending
            select new OpenInvoice(invoice.Number!, invoice.OpenMinor, invoice.Currency, buyer.Name)).Take(200)
                .ToListAsync(reading.Ct);
        var mood = await reading.Db.Set<SandboxMood>().SingleOrDefaultAsync(reading.Ct);
        return new Answer(
            invoices,
            await reading.Db.Set<SandboxPayment>().OrderByDescending(p => p.CreatedAt).Take(Shown).ToListAsync(reading.Ct),
            await reading.Db.Set<SandboxPayout>().OrderByDescending(p => p.CreatedAt).Take(Shown).ToListAsync(reading.Ct),
            await reading.Db.Set<Refund>()
                .Where(r => r.Provider == SandboxEventReader.Name && reading.Person.LegalEntities.Contains(r.LegalEntityId))
                .OrderByDescending(r => r.RequestedAt).Take(Shown).ToListAsync(reading.Ct),
            await reading.Db.Set<SandboxDelivery>().OrderByDescending(d => d.DueAt).Take(ShownDeliveries).ToListAsync(reading.Ct),
            await reading.Db.Set<TreasuryAccount>()
                .Where(account => reading.Person.LegalEntities.Contains(account.LegalEntityId))
                .OrderBy(account => account.Name).ToListAsync(reading.Ct),
            mood?.AnswersToDrop ?? 0, mood?.PayoutsToFail ?? 0);
    }
}
