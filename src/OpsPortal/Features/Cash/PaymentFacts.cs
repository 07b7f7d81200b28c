using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Events;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Events;

namespace OpsPortal.Features.Cash;

/// <summary>
/// What stands in the store about a group of payments: read with as many questions for one payment as for a hundred.
/// </summary>
internal sealed class PaymentFacts
{
    private readonly Dictionary<string, Invoice> invoices;
    private readonly ProviderEntities entities;

    private PaymentFacts(Dictionary<string, Invoice> invoices, Books books, ProviderEntities entities, Funding funding)
    {
        this.invoices = invoices;
        this.entities = entities;
        Books = books;
        Funding = funding;
    }

    public Books Books { get; }

    public Funding Funding { get; }

    public static async Task<PaymentFacts> ReadAsync(Work work, ProviderEntities entities,
        IReadOnlyCollection<ProviderEvent> events)
    {
        var books = await Books.ReadAsync(work.Db, work.Ct);
        var numbers = events.Select(happened => happened.InvoiceNumber).Where(number => number is not null).Distinct().ToList();
        var named = numbers.Count == 0
            ? []
            : await work.Db.Set<Invoice>().AsNoTracking().Where(invoice => numbers.Contains(invoice.Number)).ToListAsync(work.Ct);
        return new PaymentFacts(
            named.ToDictionary(invoice => invoice.Number!, StringComparer.Ordinal), books, entities,
            await Funding.ReadAsync(work.Db, named, work.Ct));
    }

    public Invoice? InvoiceOf(ProviderEvent happened) =>
        happened.InvoiceNumber is { } number ? invoices.GetValueOrDefault(number) : null;

    /// <summary>The company the payer's provider names, else the invoice's, else the provider account's.</summary>
    public LegalEntityId? EntityOf(ProviderEvent happened)
    {
        if (happened.LegalEntityCode is { } code && Books.ByCode.TryGetValue(code, out var named))
            return named;
        return InvoiceOf(happened)?.LegalEntityId ?? entities.Default(happened.Provider, Books.ByCode);
    }

    /// <summary>How much of the payment its invoice takes, or why none.</summary>
    /// <param name="promisedMinor">What other payments of the same group take from that invoice before.</param>
    public Outcome<long> Judge(ProviderEvent happened, long promisedMinor = 0)
    {
        if (EntityOf(happened) is not { } entity || happened.AmountMinor <= 0)
            return CashRefusals.NotPositive;
        var invoice = InvoiceOf(happened);
        return CashApplication.ToApply(
            entity, new Money(happened.AmountMinor, happened.Currency!.Value), happened.InvoiceNumber,
            invoice is null
                ? null
                : new InvoiceToPay(
                    invoice.Number!, invoice.LegalEntityId, invoice.Currency, invoice.OpenMinor - promisedMinor,
                    invoice.TakesCash));
    }

    /// <summary>
    /// The payments that are certain if they are new: wholly used by the invoice that they name. Several of one invoice are
    /// certain only as far as it is open, in the order in which they occurred.
    /// </summary>
    public IReadOnlySet<ProviderEvent> Certain(IEnumerable<ProviderEvent> events)
    {
        var seen = new HashSet<(string, string)>();
        var promised = new Dictionary<string, long>(StringComparer.Ordinal);
        var certain = new HashSet<ProviderEvent>(ReferenceEqualityComparer.Instance);
        foreach (var happened in events.Order(Comparer<ProviderEvent>.Create(OccurrenceOrder.Compare)))
        {
            var before = promised.GetValueOrDefault(happened.InvoiceNumber ?? "");
            if (!seen.Add((happened.Provider, happened.PaymentReference))
                || Judge(happened, before) is var judged && (judged.IsRefused || judged.Value < happened.AmountMinor))
                continue;
            promised[happened.InvoiceNumber!] = before + judged.Value;
            certain.Add(happened);
        }

        return certain;
    }
}
