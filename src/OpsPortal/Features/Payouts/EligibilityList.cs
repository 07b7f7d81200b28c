using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Payouts;

/// <summary>Every payable as a row of gates: what may go, what stays, what must change and who can change it.</summary>
[UseCase]
internal sealed class EligibilityList(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<Row> Orders = new RowOrders<Row>(
            rows => rows.OrderByDescending(r => r.Decision.IsEligible)
                .ThenBy(r => r.Facts.PayeeFact.Name, StringComparer.OrdinalIgnoreCase),
            sorted => sorted.ThenBy(r => r.Facts.InvoiceNumber, StringComparer.Ordinal)
                .ThenBy(r => r.Key, StringComparer.Ordinal))
        .By("payee", r => r.Facts.PayeeFact.Name)
        .By("settled", r => r.Facts.Funds.SettledMinor + r.Facts.Funds.BlockedMinor)
        .By("eligible", r => r.Decision.EligibleMinor);

    internal sealed record Filter(string? Tier, string? Reason, string? Currency, string? Entity, ListPlace Place)
    {
        public InvoiceId? Invoice { get; init; }
    }

    internal sealed record Row(PayableFacts Facts, ReleaseDecision Decision, string Entity, string Buyer, string Contract)
    {
        public string Key => $"{Facts.Payee}|{Facts.Invoice}";
    }

    internal sealed record Group(LegalEntityId LegalEntity, string Entity, Currency Currency, int Payees, long EligibleMinor);

    internal sealed record Answer(
        IReadOnlyList<Row> Rows, int Total, IReadOnlyList<Group> Groups, IReadOnlyList<(string Code, string Words,
            int Count)> Reasons,
        IReadOnlyDictionary<string, int> Tiers, bool MayBuild);

    public Task<Outcome<Answer>> RunAsync(Filter filter, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, reading => ReadAsync(reading, filter), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, Filter filter)
    {
        var all = await AllAsync(reading);
        var inScope = all
            .Where(r => filter.Currency is null || r.Facts.Currency.Code == filter.Currency)
            .Where(r => filter.Entity is null || r.Entity == filter.Entity)
            .ToList();
        var chosen = inScope
            .Where(r => filter.Tier is null || TierOf(r) == filter.Tier)
            .Where(r => filter.Reason is null || r.Decision.Conditions.Any(c => c.Code == filter.Reason))
            .Where(r => filter.Invoice is null || r.Facts.Invoice == filter.Invoice)
            .ToList();
        return new Answer(
            [.. Orders.PageOf(chosen.AsQueryable(), filter.Place, PageSize)], chosen.Count, Groups(inScope),
                Reasons(inScope),
            inScope.GroupBy(TierOf).ToDictionary(g => g.Key, g => g.Count()), reading.Person.May(Permission.BuildBatch));
    }

    private static async Task<List<Row>> AllAsync(Reading reading)
    {
        var policy = await PoliciesInForce.ApprovalAsync(reading.Db, reading.Now, reading.Ct);
        var matrix = await PoliciesInForce.MatrixAsync(reading.Db, reading.Now, reading.Ct);
        var entities = await reading.Db.Set<LegalEntity>().Where(e => reading.Person.LegalEntities.Contains(e.Id))
            .ToDictionaryAsync(e => e.Id, e => e.Code, reading.Ct);
        var payables = await Payables.ReadAsync(
            reading.Db, new PayableScope(reading.Person.LegalEntities), policy?.Rules ?? new ApprovalRules([], []), reading.Ct);
        return
        [
            .. Judged.All(payables, matrix, reading.Now)
                .Select(j => new Row(j.Payable.Facts, j.Decision, entities[j.Payable.Facts.LegalEntity], j.Payable.BuyerName,
                    j.Payable.ContractNumber)),
        ];
    }

    /// <summary>The tabs of the page: eligible, or why not.</summary>
    private static string TierOf(Row row) => row.Decision.IsEligible ? "eligible"
        : row.Decision.Tier switch { ReleaseTier.Disputed => "disputed", ReleaseTier.Unsettled => "unsettled", _ => "held" };

    private static List<Group> Groups(IEnumerable<Row> rows) =>
    [
        .. rows.Where(r => r.Decision.IsEligible)
            .GroupBy(r => (r.Facts.LegalEntity, r.Entity, r.Facts.Currency))
            .Select(g => new Group(
                g.Key.LegalEntity, g.Key.Entity, g.Key.Currency, g.Select(r => r.Facts.Payee).Distinct().Count(),
                g.Sum(r => r.Decision.EligibleMinor)))
            .OrderBy(g => g.Entity, StringComparer.Ordinal).ThenBy(g => g.Currency),
    ];

    private static List<(string Code, string Words, int Count)> Reasons(IEnumerable<Row> rows) =>
    [
        .. rows.SelectMany(r => r.Decision.Blocking.DistinctBy(c => c.Code))
            .GroupBy(c => c.Code)
            .Select(g => (g.Key, ReasonWords.Of(g.Key), g.Count()))
            .OrderByDescending(g => g.Item3),
    ];
}
