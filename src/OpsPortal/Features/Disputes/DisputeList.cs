using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash;

namespace OpsPortal.Features.Disputes;

/// <summary>Disputes, warnings and inquiries: what waits for us by its deadline, the rest by age.</summary>
[UseCase]
internal sealed class DisputeList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal sealed record Filter(bool All, int Page);

    internal sealed record Row(
        DisputeId Id, DisputeKind Kind, DisputeState State, string Reference, Currency Currency, long AmountMinor, string? Reason,
        Instant OpenedAt, Instant? DueBy, string? InvoiceNumber);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, int Waiting, IReadOnlyList<DebitExposure.Row> Debits);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var seen =
            from dispute in reading.Db.Set<DisputeCase>()
            join receipt in reading.Db.Set<Receipt>() on dispute.ReceiptId equals receipt.Id
            where reading.Person.LegalEntities.Contains(receipt.LegalEntityId)
            select new { dispute, receipt.InvoiceNumber };
        var waiting = seen.Where(row => row.dispute.State == DisputeState.Open);
        var chosen = filter.All ? seen.OrderByDescending(row => row.dispute.OpenedAt) : waiting.OrderBy(row => row.dispute.DueBy);
        var rows = await chosen.Skip(TablePage.Before(filter.Page, PageSize)).Take(PageSize)
            .Select(row => new Row(
                row.dispute.Id, row.dispute.Kind, row.dispute.State, row.dispute.ProviderReference, row.dispute.Currency,
                row.dispute.AmountMinor, row.dispute.Reason, row.dispute.OpenedAt, row.dispute.DueBy, row.InvoiceNumber))
            .ToListAsync(reading.Ct);
        return new Answer(
            rows, await chosen.CountAsync(reading.Ct), await waiting.CountAsync(reading.Ct),
                await DebitExposure.ReadAsync(reading));
    }
}
