using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Ledger;
using OpsPortal.Domain.Insights;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Ledger;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Insights.Books;

/// <summary>Days sales outstanding by currency: open receivables from the books, billing from the invoices.</summary>
[Part]
internal sealed class OutstandingFigure : IBookFigure
{
    private sealed record Billed(Currency Currency, Instant At, long Minor);

    private sealed record Open(InvoiceId Id, string Number, Currency Currency, long Minor, LocalDate? DueOn, Instant IssuedAt);

    public BookMeasure Measure => BookMeasure.DaysSalesOutstanding;

    public async Task<IReadOnlyList<BookSeries>> ReadAsync(Reading reading)
    {
        var (entities, now) = (reading.Person.LegalEntities, reading.Now);
        var ends = BookWeeks.Ends(now);
        var since = ends[0] - Duration.FromDays(BookMeasures.DaysBilled);
        var billed = await reading.Db.Set<Invoice>().Where(invoice => entities.Contains(invoice.LegalEntityId)
                && invoice.IssuedAt >= since && invoice.State != InvoiceState.Void)
            .Select(invoice => new Billed(invoice.Currency, invoice.IssuedAt!.Value, invoice.DueMinor)).ToListAsync(reading.Ct);
        var open = await reading.Db.Set<Invoice>()
            .Where(invoice => entities.Contains(invoice.LegalEntityId) && invoice.IssuedAt != null
                && invoice.State != InvoiceState.Void && invoice.OpenMinor > 0)
            .OrderByDescending(invoice => invoice.OpenMinor).ThenBy(invoice => invoice.Number)
            .Select(invoice => new Open(invoice.Id, invoice.Number!, invoice.Currency, invoice.OpenMinor, invoice.DueOn,
                invoice.IssuedAt!.Value)).ToListAsync(reading.Ct);
        var books = new List<Dictionary<Currency, long>>();
        foreach (var end in ends.SkipLast(1))
            books.Add(await ReceivableAsync(reading, end));
        books.Add(open.GroupBy(invoice => invoice.Currency)
            .ToDictionary(group => group.Key, group => group.Sum(invoice => invoice.Minor)));
        return
        [
            .. billed.Select(row => row.Currency).Concat(books.SelectMany(book => book.Keys)).Distinct()
                .OrderBy(currency => currency.Code, StringComparer.Ordinal).Select(currency =>
            {
                var trend = ends.Select((end, at) => BookMeasures.DaysSalesOutstanding(
                    books[at].GetValueOrDefault(currency), BilledBy(billed, currency, end))).ToList();
                return new BookSeries(currency.Code, trend[^1], BookWeeks.Labels(now), trend,
                    [.. open.Where(invoice => invoice.Currency == currency).Select(invoice => Row(invoice, now))]);
            }),
        ];
    }

    private static long BilledBy(List<Billed> billed, Currency currency, Instant end) => billed
        .Where(row => row.Currency == currency && row.At <= end && row.At >= end - Duration.FromDays(BookMeasures.DaysBilled))
        .Sum(row => row.Minor);

    private static async Task<Dictionary<Currency, long>> ReceivableAsync(Reading reading, Instant end)
    {
        var sums = new Dictionary<Currency, long>();
        foreach (var entity in await LedgerScope.EntitiesAsync(reading))
        {
            var day = end.DayIn(entity.Zone);
            foreach (var balance in await LedgerBalances.AccountBalancesAsync(reading.Db, entity.Id, day, reading.Ct))
                if (balance.Account == Account.Receivable)
                    sums[balance.Currency] = sums.GetValueOrDefault(balance.Currency) + balance.BalanceMinor;
        }

        return sums;
    }

    private static BookRow Row(Open invoice, Instant now) => new(
        invoice.Number, $"/invoices/{invoice.Id}",
        $"{new Money(invoice.Minor, invoice.Currency)} open, due {DayWords.Of(invoice.DueOn)}", invoice.IssuedAt,
        InsightWords.Days(now - invoice.IssuedAt));
}
