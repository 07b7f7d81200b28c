using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.PayeeInvoices;

/// <summary>Payees' invoices, the held ones first, each with what did not hold.</summary>
[UseCase]
internal sealed class PayeeInvoiceList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<PayeeInvoice> Orders = new RowOrders<PayeeInvoice>(
            invoices => invoices.OrderBy(invoice => invoice.State == PayeeInvoiceState.Held ? 0 : 1)
                .ThenByDescending(invoice => invoice.RecordedAt),
            sorted => sorted.ThenBy(invoice => invoice.Id))
        .By("number", invoice => invoice.Number)
        .By("amount", invoice => invoice.AmountMinor);

    internal sealed record Row(PayeeInvoice Invoice, string Payee, string Contract, string? Milestone, string? ReleasedBy);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, int Held, IReadOnlyList<(PayeeId Id, string Name)> Payees);

    public Task<Outcome<Answer>> RunAsync(bool heldOnly, ListPlace place, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, heldOnly, place), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, bool heldOnly, ListPlace place)
    {
        var (db, mine) = (reading.Db, reading.Person.LegalEntities);
        var all = db.Set<PayeeInvoice>().Where(invoice => mine.Contains(invoice.LegalEntityId));
        var held = all.Where(invoice => invoice.State == PayeeInvoiceState.Held);
        var rows = await (
            from invoice in Orders.PageOf(heldOnly ? held : all, place, PageSize)
            join payee in db.Set<Payee>() on invoice.PayeeId equals payee.Id
            join contract in db.Set<Contract>() on invoice.ContractId equals contract.Id
            select new Row(
                invoice, payee.Name, contract.Number,
                db.Set<Milestone>().Where(m => m.Id == invoice.MilestoneId).Select(m => m.Name).FirstOrDefault(),
                db.Set<Person>().Where(p => p.Id == invoice.ReleasedBy).Select(p => p.Name).FirstOrDefault()))
            .ToListAsync(reading.Ct);
        var payees = await db.Set<Payee>().Where(payee => mine.Contains(payee.LegalEntityId)).OrderBy(payee => payee.Name)
            .Select(payee => new { payee.Id, payee.Name }).Take(500).ToListAsync(reading.Ct);
        return new Answer(
            rows, await (heldOnly ? held : all).CountAsync(reading.Ct), await held.CountAsync(reading.Ct),
            [.. payees.Select(payee => (payee.Id, payee.Name))]);
    }
}
