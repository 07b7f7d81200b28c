using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Ledger;

namespace OpsPortal.Features.Invoices;

/// <summary>The stages that may be invoiced now, longest waiting first: as many as one looks at, and their number.</summary>
[UseCase]
internal sealed class BillableQueue(QueryRunner runner)
{
    public const int MostShown = 50;

    internal sealed record Row(
        PlanItemId Id, ContractId ContractId, string ContractNumber, string Buyer, string Stage, PlanItemKind Kind,
        Currency Currency,
        long AmountMinor, Instant? Since, string? Paused);

    internal sealed record Answer(IReadOnlyList<Row> Rows, int Total, bool MayIssue);

    /// <param name="find">A part of the contract's number or the buyer's name; null for all.</param>
    public Task<Outcome<Answer>> RunAsync(string? find, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeInvoices, actor, reading => ReadAsync(reading, find?.Trim() ?? ""), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, string find)
    {
        var (rows, total) = (new List<Row>(), 0);
        foreach (var entity in await LedgerScope.EntitiesAsync(reading))
        {
            var ready =
                from item in Ready(reading, reading.Now.DayIn(entity.Zone))
                join contract in reading.Db.Set<Contract>() on item.ContractId equals contract.Id
                join buyer in reading.Db.Set<Buyer>() on contract.BuyerId equals buyer.Id
                where contract.LegalEntityId == entity.Id && contract.State != ContractState.Closed
                    && (find == "" || contract.Number.Contains(find) || buyer.Name.Contains(find))
                select new { Item = item, Contract = contract, Buyer = buyer.Name };
            total += await ready.CountAsync(reading.Ct);
            rows.AddRange(await ready.OrderBy(row => row.Item.BillableAt == null).ThenBy(row => row.Item.BillableAt)
                .ThenBy(row => row.Contract.Number).ThenBy(row => row.Item.Sequence).Take(MostShown)
                .Select(row => new Row(
                    row.Item.Id, row.Contract.Id, row.Contract.Number, row.Buyer, row.Item.Name, row.Item.Kind,
                    row.Contract.Currency, row.Item.AmountMinor, row.Item.BillableAt, row.Contract.PausedReason))
                .ToListAsync(reading.Ct));
        }

        var longest = rows.OrderBy(row => row.Since ?? Instant.MaxValue)
            .ThenBy(row => row.ContractNumber, StringComparer.Ordinal).Take(MostShown);
        return new Answer([.. longest], total, reading.Person.May(Permission.IssueInvoice));
    }

    // What StageReadiness says of a stage in its plan, asked of the database: the closings by themselves, so that only they are
    // compared with the rest of their plan.
    private static IQueryable<PlanItem> Ready(Reading reading, LocalDate today)
    {
        var items = reading.Db.Set<PlanItem>().Where(item => item.RetiredInVersion == null);
        var closings = items.Where(item => item.State == PlanItemState.Waiting && item.Kind == PlanItemKind.Closing
            && !items.Any(other => other.ContractId == item.ContractId && other.Kind == PlanItemKind.Milestone
                && other.State != PlanItemState.Billed));
        return items.Where(item => item.State == PlanItemState.Billable || (item.State == PlanItemState.Waiting
            && ((item.Kind == PlanItemKind.DownPayment && item.DueOn == null)
                || (item.Kind != PlanItemKind.Milestone && item.Kind != PlanItemKind.Closing && item.DueOn <= today))))
            .Concat(closings);
    }
}
