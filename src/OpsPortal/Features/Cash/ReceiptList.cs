using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash;

/// <summary>Receipts, the unapplied ones oldest first, with what each currency has unapplied.</summary>
[UseCase]
internal sealed class ReceiptList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<Receipt> Orders = new RowOrders<Receipt>(
            receipts => receipts.OrderByDescending(receipt => receipt.ReceivedAt), sorted => sorted.ThenBy(receipt => receipt.Id))
        .By("from", receipt => receipt.PayerName)
        .By("unapplied", receipt => receipt.UnappliedMinor)
        .By("amount", receipt => receipt.AmountMinor)
        .By("received", receipt => receipt.ReceivedAt);

    /// <summary>Shown for a bank line to which the bank gave no reference.</summary>
    public const string NoReference = "bank line without a reference";

    internal sealed record Filter(bool UnappliedOnly, string? Search, ListPlace Place)
    {
        /// <summary>What waits for a person is shown oldest first, everything newest first.</summary>
        public string? SortOrUsual => Place.Sort ?? (UnappliedOnly ? "received" : null);
    }

    internal sealed record Row(
        ReceiptId Id, string Provider, string ProviderReference, Rail Rail, Currency Currency, long AmountMinor,
        long AppliedMinor, long UnappliedMinor,
        long ReturnedMinor, string? InvoiceNumber, Instant ReceivedAt, Instant? AvailableAt, ReceiptState State)
    {
        public string? PayerName { get; init; }

        /// <summary>What the payer wrote: the invoice, a structured reference, or free text.</summary>
        public string? Named { get; init; }

        /// <summary>The score of the suggestion that waits for a person.</summary>
        public double? Score { get; init; }
    }

    internal sealed record Total(Currency Currency, long UnappliedMinor, int Count, Instant Oldest);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, IReadOnlyList<Total> Unapplied)
    {
        public bool MayApply { get; init; }

        public bool MayUnapply { get; init; }
    }

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var seen = Seen(reading);
        var unapplied = await seen.Where(receipt => receipt.UnappliedMinor > 0).GroupBy(receipt => receipt.Currency)
            .Select(group => new Total(group.Key, group.Sum(r => r.UnappliedMinor), group.Count(), group.Min(r => r.ReceivedAt)))
            .ToListAsync(reading.Ct);
        var chosen = Chosen(seen, filter);
        var place = filter.Place with { Sort = filter.SortOrUsual };
        var rows = await Rows(reading, Orders.PageOf(chosen, place, PageSize)).ToListAsync(reading.Ct);
        return new Answer(rows, await chosen.CountAsync(reading.Ct), unapplied)
        {
            MayApply = reading.Person.May(Permission.ApplyCash), MayUnapply = reading.Person.May(Permission.UnapplyCash),
        };
    }

    private static IQueryable<Receipt> Seen(Reading reading) => reading.Db.Set<Receipt>()
        .Where(receipt => reading.Person.LegalEntities.Contains(receipt.LegalEntityId));

    private static IQueryable<Receipt> Chosen(IQueryable<Receipt> seen, Filter filter)
    {
        var chosen = filter.UnappliedOnly ? seen.Where(receipt => receipt.UnappliedMinor > 0) : seen;
        if (filter.Search?.Trim() is not { Length: > 0 } text)
            return chosen;
        var minors = Amounts(text);
        return chosen.Where(receipt => receipt.ProviderReference == text || receipt.BankReference == text
            || receipt.InvoiceNumber == text || receipt.PayerName == text || receipt.EndToEndId == text
            || minors.Contains(receipt.AmountMinor) || minors.Contains(receipt.UnappliedMinor));
    }

    private static IQueryable<Row> Rows(Reading reading, IQueryable<Receipt> receipts) => receipts.Select(receipt => new Row(
        receipt.Id, receipt.Provider,
        receipt.BankLineId == null ? receipt.ProviderReference : receipt.BankReference ?? NoReference,
        receipt.Rail, receipt.Currency, receipt.AmountMinor, receipt.AppliedMinor, receipt.UnappliedMinor, receipt.ReturnedMinor,
        receipt.InvoiceNumber, receipt.ReceivedAt, receipt.AvailableAt, receipt.State)
    {
        PayerName = receipt.PayerName,
        Named = receipt.InvoiceNumber ?? receipt.StructuredReference ?? receipt.Remittance,
        Score = reading.Db.Set<MatchRecord>().Where(match => match.ReceiptId == receipt.Id && match.IsCurrent
            && match.Outcome == MatchOutcome.Waiting).Select(match => (double?)match.Score).FirstOrDefault(),
    });

    /// <summary>What an amount that somebody typed is in minor units of currencies with two, three and no decimals.</summary>
    private static List<long> Amounts(string text) => [.. new[] { "EUR", "KWD", "JPY" }
        .Select(code => Money.ParseTyped(text, Currency.Of(code))).Where(read => !read.IsRefused)
        .Select(read => read.Value.Minor)];
}
