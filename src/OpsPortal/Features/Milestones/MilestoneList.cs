using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Milestones;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Parties;

namespace OpsPortal.Features.Milestones;

/// <summary>The queue of milestones: those that wait for the person, the late, the disputed, or by state.</summary>
[UseCase]
internal sealed class MilestoneList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<Milestone> Orders = new RowOrders<Milestone>(
            milestones => milestones.OrderBy(m => m.DueOn == null).ThenBy(m => m.DueOn), sorted => sorted.ThenBy(m => m.Id))
        .By("name", m => m.Name)
        .By("due", m => m.DueOn)
        .By("submitted", m => m.SubmittedAt)
        .By("amount", m => m.AmountMinor);

    internal enum View
    {
        All,
        WaitingForYou,
        Late,
        Disputed,
    }

    internal sealed record Filter(View View, MilestoneState? State, ListPlace Place);

    internal sealed record Row(
        MilestoneId Id, string Name, string Contract, string Buyer, long AmountMinor, Currency Currency, string? Approver,
        LocalDate? DueOn,
        MilestoneState State, Instant? SubmittedAt, LegalEntityId Entity)
    {
        /// <summary>Past its day by the day that it is in its legal entity.</summary>
        public bool IsLate { get; init; }
    }

    internal sealed record Answer(IReadOnlyDictionary<View, int> Counts, IReadOnlyList<Row> Rows, int Total);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeMilestones, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var days = await LocalDays.ReadAsync(reading.Db, reading.Now, reading.Ct);
        var seen = Seen(reading);
        var counts = new Dictionary<View, int>();
        foreach (var view in Enum.GetValues<View>())
            counts[view] = await Of(seen, view, reading.Person.Id, days).CountAsync(reading.Ct);
        var chosen = Of(seen, filter.View, reading.Person.Id, days);
        if (filter.State is { } state)
            chosen = chosen.Where(milestone => milestone.State == state);
        var total = await chosen.CountAsync(reading.Ct);
        var rows = await (
            from milestone in Orders.PageOf(chosen, filter.Place, PageSize)
            join contract in reading.Db.Set<Contract>() on milestone.ContractId equals contract.Id
            join buyer in reading.Db.Set<Buyer>() on contract.BuyerId equals buyer.Id
            join person in reading.Db.Set<Person>() on milestone.ApproverId equals person.Id into approvers
            from person in approvers.DefaultIfEmpty()
            select new Row(
                milestone.Id, milestone.Name, contract.Number, buyer.Name, milestone.AmountMinor, milestone.Currency,
                person == null ? null : person.Name, milestone.DueOn, milestone.State, milestone.SubmittedAt,
                    milestone.LegalEntityId)).ToListAsync(reading.Ct);
        return new Answer(counts, [.. rows.Select(row => row with { IsLate = IsLate(row, days) })], total);
    }

    private static bool IsLate(Row row, LocalDays days) =>
        row.State is MilestoneState.Pending or MilestoneState.Submitted && row.DueOn < days.Of(row.Entity);

    private static IQueryable<Milestone> Seen(Reading reading)
    {
        var entities = reading.Person.LegalEntities;
        return reading.Db.Set<Milestone>().Where(milestone => entities.Contains(milestone.LegalEntityId));
    }

    private static IQueryable<Milestone> Of(IQueryable<Milestone> seen, View view, PersonId person, LocalDays days) =>
        view switch
    {
        View.WaitingForYou => seen.Where(m => m.State == MilestoneState.Submitted
            && (m.ApproverId == person || m.DelegateId == person)),
        View.Late => LateMilestones.Of(seen, days),
        View.Disputed => seen.Where(m => m.State == MilestoneState.Disputed),
        _ => seen,
    };
}
