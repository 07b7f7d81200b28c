using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Contracts;
using OpsPortal.Features.Invoices;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>Plays a payer: pays an open invoice, fully or partly, by any rail, with or without mishaps on the way.</summary>
[UseCase]
internal sealed class PaySandbox(CommandRunner runner, SandboxProvider provider, IConfiguration configuration)
{
    /// <param name="InvoiceNumber">An open invoice of ours.</param>
    /// <param name="NamedInvoice">What the payer writes as reference; null for the invoice's number, empty for nothing.</param>
    internal sealed record Command(
        string InvoiceNumber, long? AmountMinor, Rail Rail, Mishap Mishap, bool Fails = false, string? NamedInvoice = null);

    public Task<Outcome<string>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UseSandbox, actor, work => PayAsync(work, command), ct);

    private async Task<Outcome<string>> PayAsync(Work work, Command command)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled"))
            return SandboxRefusals.OnlyInDemo;
        var invoices = work.Db.Set<Invoice>().AsNoTracking();
        if (await work.SeenAsync(invoices, i => i.Number == command.InvoiceNumber) is not { } invoice)
            return SharedRefusals.NotFound("invoice");
        if (command.NamedInvoice is null && (await MayStartAsync(work, invoice)).Refusal is { } notNow)
            return notNow;
        var minor = command.AmountMinor ?? invoice.OpenMinor;
        if (minor <= 0)
            return CashRefusals.NotPositive;
        var amount = new Money(minor, invoice.Currency);
        if ((await MayCarryAsync(work, invoice, command.Rail, amount)).Refusal is { } not)
            return not;
        var named = command.NamedInvoice ?? invoice.Number;
        var order = new PaymentOrder(named is { Length: > 0 } ? named : null, null, command.Rail, amount);
        var payment = command.Fails
            ? SandboxProvider.Fail(work.Db, order, work.Now)
            : provider.Pay(work.Db, order, work.Now, command.Mishap);
        return payment.Reference;
    }

    private static async Task<Outcome> MayCarryAsync(Work work, Invoice invoice, Rail rail, Money amount) => RailChecks.MayCarry(
        rail, amount, work.Now.InUtc().Date, null, collects: true,
        await Mandates.FindAsync(work.Db, invoice.ContractId, work.Ct));

    /// <summary>One attempt at a time, and none on an invoice that takes no payment any more.</summary>
    private static async Task<Outcome> MayStartAsync(Work work, Invoice invoice) => PaymentInProgress.MayStart(
        invoice, await InFlight.Of(work.Db, invoice.Id).FirstOrDefaultAsync(work.Ct));
}
