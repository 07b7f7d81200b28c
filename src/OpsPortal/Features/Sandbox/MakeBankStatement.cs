using System.Globalization;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;
using OpsPortal.Events;
using OpsPortal.Features.Banking;
using OpsPortal.Providers.Sandbox;

namespace OpsPortal.Features.Sandbox;

/// <summary>
/// Plays our bank: a statement in which buyers pay what is open in as many ways as buyers do, the provider's transfers arrive,
/// somebody unknown pays, and the bank takes its fee.
/// </summary>
[UseCase]
internal sealed class MakeBankStatement(QueryRunner runner, IConfiguration configuration)
{
    private const int MostInvoices = 400;

    internal sealed record Answer(string FileName, byte[] Bytes);

    private sealed record Open(string Number, long Minor, string Buyer);

    public Task<Outcome<Answer>> RunAsync(BankAccountId account, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.UseSandbox, actor, reading => MakeAsync(reading, account), ct);

    private async Task<Outcome<Answer>> MakeAsync(Reading reading, BankAccountId id)
    {
        if (!configuration.GetValue<bool>("Demo:Enabled"))
            return SandboxRefusals.OnlyInDemo;
        var account = await reading.Db.Set<TreasuryAccount>().SingleOrDefaultAsync(a => a.Id == id, reading.Ct);
        if (account is null || !reading.Person.LegalEntities.Contains(account.LegalEntityId))
            return SharedRefusals.NotFound("bank account");
        var booked = await reading.Db.Set<JournalLine>()
            .Where(line => line.Account == Account.BankCash && line.BankAccountId == account.Id)
            .SumAsync(line => line.AmountMinor, reading.Ct);
        var number = string.Create(CultureInfo.InvariantCulture, $"SBX{reading.Now.ToUnixTimeSeconds()}");
        var lines = Paid(await OpenAsync(reading, account)).Concat(await SweepsAsync(reading, account))
            .Append(new SandboxBankLine(12_345, "PMNT-RCDT-ESCT", "Unknown Sender Ltd", null, "thank you"))
            .Append(new SandboxBankLine(-250, "CHRG", null, null, "Account fee"));
        var statement = new SandboxStatement(number, account.Iban, account.Currency, booked, reading.Now, [.. lines]);
        return new Answer($"{number}-{account.Currency}-{account.Iban[^4..]}.camt053.xml", statement.Write());
    }

    private static async Task<List<Open>> OpenAsync(Reading reading, TreasuryAccount account) => await (
        from invoice in reading.Db.Set<Invoice>()
        join buyer in reading.Db.Set<Buyer>() on invoice.BuyerId equals buyer.Id
        where invoice.LegalEntityId == account.LegalEntityId && invoice.Currency == account.Currency && invoice.OpenMinor > 0
            && (invoice.State == InvoiceState.Open || invoice.State == InvoiceState.PartiallyPaid)
        orderby invoice.Number
        select new Open(invoice.Number!, invoice.OpenMinor, buyer.Name)).Take(MostInvoices).ToListAsync(reading.Ct);

    /// <summary>The ways in which buyers pay, one after the other over what is open.</summary>
    private static IEnumerable<SandboxBankLine> Paid(List<Open> open) => open.Select((invoice, at) => (at % 5) switch
    {
        0 => Credit(invoice, invoice.Minor, $"Invoice {invoice.Number}"),
        1 => Credit(invoice, invoice.Minor, $"inv. {invoice.Number.Replace('0', 'O')}"),
        2 => Credit(invoice, invoice.Minor, "our payment, with thanks"),
        3 => Credit(invoice, invoice.Minor * 6 / 10, $"{invoice.Number} first part"),
        _ => Credit(invoice, invoice.Minor + 1_000, $"{invoice.Number}"),
    });

    private static SandboxBankLine Credit(Open invoice, long minor, string remittance) =>
        new(minor, "PMNT-RCDT-ESCT", invoice.Buyer, null, remittance);

    private static async Task<IEnumerable<SandboxBankLine>> SweepsAsync(Reading reading, TreasuryAccount account)
    {
        var sweeps = await reading.Db.Set<ProviderSweep>()
            .Where(sweep => sweep.LegalEntityId == account.LegalEntityId && sweep.Currency == account.Currency && sweep.IsSent)
            .OrderBy(sweep => sweep.OccurredAt).ToListAsync(reading.Ct);
        var arrived = await reading.Db.Set<JournalEntry>()
            .Where(entry => entry.LegalEntityId == account.LegalEntityId && entry.Family == EventFamily.SweepArrived)
            .Select(entry => entry.PostingKey).ToListAsync(reading.Ct);
        var awaited = sweeps.Where(sweep => !arrived.Contains(LineKnowledge.KeyOf(sweep.Provider, sweep.Reference)));
        return awaited.Select(sweep => new SandboxBankLine(
            sweep.AmountMinor, "PMNT-RCDT-ESCT", "Sandbox Payments", sweep.Reference, $"{sweep.Reference} transfer"));
    }
}
