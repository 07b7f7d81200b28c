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

    internal static readonly RowOrders<DisputeCase> Orders = new RowOrders<DisputeCase>(
            disputes => disputes.OrderBy(one => one.State != DisputeState.Open).ThenBy(one => one.DueBy == null)
                .ThenBy(one => one.DueBy).ThenByDescending(one => one.OpenedAt),
            sorted => sorted.ThenBy(one => one.Id))
        .By("opened", one => one.OpenedAt)
        .By("due", one => one.DueBy)
        .By("amount", one => one.AmountMinor);

    internal sealed record Filter(bool All, ListPlace Place);

    internal sealed record Row(
        DisputeId Id, DisputeKind Kind, DisputeState State, string Reference, Currency Currency, long AmountMinor, string? Reason,
        Instant OpenedAt, Instant? DueBy, string? InvoiceNumber);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Count, int Waiting, IReadOnlyList<DebitExposure.Row> Debits);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeCash, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var receipts = reading.Db.Set<Receipt>()
            .Where(receipt => reading.Person.LegalEntities.Contains(receipt.LegalEntityId));
        var seen = reading.Db.Set<DisputeCase>().Where(one => receipts.Any(receipt => receipt.Id == one.ReceiptId));
        var waiting = seen.Where(one => one.State == DisputeState.Open);
        var chosen = filter.All ? seen : waiting;
        var rows = await (
            from one in Orders.PageOf(chosen, filter.Place, PageSize)
            join receipt in receipts on one.ReceiptId equals receipt.Id
            select new Row(
                one.Id, one.Kind, one.State, one.ProviderReference, one.Currency, one.AmountMinor, one.Reason, one.OpenedAt,
                one.DueBy, receipt.InvoiceNumber))
            .ToListAsync(reading.Ct);
        return new Answer(
            rows, await chosen.CountAsync(reading.Ct), await waiting.CountAsync(reading.Ct),
                await DebitExposure.ReadAsync(reading));
    }
}
