using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Invoices;

/// <summary>Issued invoices, newest first.</summary>
[UseCase]
internal sealed class InvoiceList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<Joined> Orders = new RowOrders<Joined>(
            rows => rows.OrderByDescending(row => row.Invoice.IssuedAt).ThenByDescending(row => row.Invoice.Number),
            sorted => sorted.ThenBy(row => row.Invoice.Id))
        .By("number", row => row.Invoice.Number)
        .By("buyer", row => row.Buyer.Name)
        .By("issued", row => row.Invoice.IssuedOn)
        .By("dueOn", row => row.Invoice.DueOn)
        .By("due", row => row.Invoice.DueMinor)
        .By("open", row => row.Invoice.OpenMinor);

    /// <param name="Find">A part of the number, the contract's number or the buyer's name.</param>
    internal sealed record Filter(InvoiceState? State, bool LateOnly, string? Find, ListPlace Place);

    internal sealed record Row(
        InvoiceId Id, string Number, string Entity, string ContractNumber, string Buyer, string Stage, InvoiceState State,
        Currency Currency, long DueMinor,
        long OpenMinor, LocalDate? IssuedOn, LocalDate? DueOn);

    internal sealed class Joined
    {
        public required Invoice Invoice { get; init; }

        public required Contract Contract { get; init; }

        public required Buyer Buyer { get; init; }

        /// <summary>The legal entity's code.</summary>
        public required string Entity { get; init; }
    }

    /// <summary>What all invoices of the filter come to, never over two legal entities or currencies.</summary>
    internal sealed record Sum(string Entity, Currency Currency, long DueMinor, long OpenMinor);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Total, LocalDate Today, IReadOnlyList<Sum> Sums);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var entities = reading.Person.LegalEntities;
        LocalDate? today = reading.Now.InUtc().Date;
        var find = filter.Find?.Trim() ?? "";
        var found =
            from invoice in reading.Db.Set<Invoice>()
            join contract in reading.Db.Set<Contract>() on invoice.ContractId equals contract.Id
            join entity in reading.Db.Set<LegalEntity>() on invoice.LegalEntityId equals entity.Id
            join buyer in reading.Db.Set<Buyer>() on invoice.BuyerId equals buyer.Id
            where entities.Contains(invoice.LegalEntityId)
                && (filter.State == null || invoice.State == filter.State)
                && (!filter.LateOnly || (invoice.OpenMinor > 0 && invoice.DueOn < today))
                && (find == "" || invoice.Number!.Contains(find) || contract.Number.Contains(find) || buyer.Name.Contains(find))
            select new Joined { Invoice = invoice, Contract = contract, Buyer = buyer, Entity = entity.Code };
        var total = await found.CountAsync(reading.Ct);
        var rows = await Orders.PageOf(found, filter.Place, PageSize)
            .Select(row => new Row(
                row.Invoice.Id, row.Invoice.Number!, row.Entity, row.Contract.Number, row.Buyer.Name, row.Invoice.Name,
                row.Invoice.State, row.Invoice.Currency, row.Invoice.DueMinor, row.Invoice.OpenMinor,
                row.Invoice.IssuedOn, row.Invoice.DueOn))
            .ToListAsync(reading.Ct);
        var sums = await found.GroupBy(row => new { row.Entity, row.Invoice.Currency })
            .Select(group => new { group.Key.Entity, group.Key.Currency, Due = group.Sum(row => row.Invoice.DueMinor),
                Open = group.Sum(row => row.Invoice.OpenMinor) }).ToListAsync(reading.Ct);
        return new Answer(rows, total, today.Value,
            [.. sums.Select(sum => new Sum(sum.Entity, sum.Currency, sum.Due, sum.Open))
                .OrderBy(sum => sum.Entity, StringComparer.Ordinal).ThenBy(sum => sum.Currency)]);
    }
}

/// <summary>How the states of an invoice look and read. Open never looks like settled.</summary>
internal static class InvoiceWords
{
    public static Components.Tone Tone(InvoiceState state) => state switch
    {
        InvoiceState.Paid or InvoiceState.Closed => Components.Tone.Good,
        InvoiceState.Open => Components.Tone.Info,
        InvoiceState.PartiallyPaid => Components.Tone.Warn,
        InvoiceState.Uncollectible => Components.Tone.Bad,
        _ => Components.Tone.Neutral,
    };

    /// <summary>Where an invoice stands, in the order in which it is read.</summary>
    public static IReadOnlyList<(string What, string Words)> StandOf(Invoice invoice) =>
    [
        ("State", Components.Words.Of(invoice.State)),
        ("Credited", new Money(invoice.CreditedMinor, invoice.Currency).ToString()),
        ("Paid and kept", new Money(invoice.AppliedMinor, invoice.Currency).ToString()),
        ("Open", invoice.Open.ToString()),
    ];
}
