using Microsoft.EntityFrameworkCore;
using OpsPortal.Data;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation.Sources;

/// <summary>What a provider's reports say of its balance: an item for each transaction, its fee, and each transfer to our bank,
/// which is the sum of the transactions that it carries.</summary>
internal sealed record ProviderRows(OpsDbContext Db, ReconciliationBasis Basis, string Provider)
{
    public async Task<Outcome<(ReconciliationSide Side, IReadOnlyList<ProviderReport> Reports)>> ReadAsync(CancellationToken ct)
    {
        var (entity, from, asOf) = (Basis.LegalEntityId, Basis.From, Basis.AsOf);
        var reports = await Db.Set<ProviderReport>().AsNoTracking()
            .Where(report => report.LegalEntityId == entity && report.Provider == Provider
                && report.State != ReportState.WaitsForSignature && report.FromDay <= asOf && report.ToDay >= from)
            .OrderBy(report => report.FromDay).ThenBy(report => report.ToDay).ThenBy(report => report.Sha256).ToListAsync(ct);
        if (reports.Count == 0)
            return ReconciliationRefusals.NoSource(
                $"no {(Provider == ProviderReport.ByHand ? "signed settlement sheet" : $"report of {Provider}")} "
                    + $"from {DayWords.Of(from, asOf)}");
        var last = asOf.PlusDays(ReconciliationSides.DaysAfter);
        var rows = await Rows().Where(row => row.CreatedOn >= from && row.CreatedOn <= last).OrderBy(row => row.Identity)
            .ToListAsync(ct);
        var sweeps = await SweepsAsync(Rows().Where(row => row.PayoutOn >= from && row.PayoutOn <= last), ct);
        var side = ReconciliationSides.Of(Basis, await OpeningAsync(ct), null, rows.SelectMany(Items).Concat(sweeps));
        return (side, reports);
    }

    /// <summary>The days of the basis that no report covers, in words.</summary>
    public static IReadOnlyList<string> Gaps(ReconciliationBasis basis, IReadOnlyList<ProviderReport> reports)
    {
        var gaps = new List<string>();
        var next = basis.From;
        foreach (var report in reports.OrderBy(report => report.FromDay))
        {
            if (report.FromDay > next)
                gaps.Add($"No report covers {DayWords.Of(next)} to {DayWords.Of(report.FromDay.PlusDays(-1))}.");
            next = LocalDate.Max(next, report.ToDay.PlusDays(1));
        }

        if (next <= basis.AsOf)
            gaps.Add($"No report covers {DayWords.Of(next, basis.AsOf)}.");
        return gaps;
    }

    private IQueryable<ProviderReportRow> Rows()
    {
        var (entity, currency, provider) = (Basis.LegalEntityId, Basis.Currency, Provider);
        var waiting = Db.Set<ProviderReport>().Where(report => report.State == ReportState.WaitsForSignature);
        return Db.Set<ProviderReportRow>().AsNoTracking()
            .Where(row => row.LegalEntityId == entity && row.Provider == provider && row.Currency == currency
                && !waiting.Any(report => report.Id == row.ReportId));
    }

    private async Task<long> OpeningAsync(CancellationToken ct)
    {
        var from = Basis.From;
        var moved = await Rows().Where(row => row.CreatedOn < from).SumAsync(row => row.GrossMinor - row.FeeMinor, ct);
        var swept = await Rows().Where(row => row.PayoutOn < from && !row.IsRepeated)
            .SumAsync(row => row.GrossMinor - row.FeeMinor, ct);
        return moved - swept;
    }

    private static async Task<List<ReconciliationItem>> SweepsAsync(IQueryable<ProviderReportRow> rows, CancellationToken ct)
    {
        var payouts = await rows.Where(row => row.Payout != null && !row.IsRepeated)
            .GroupBy(row => new { row.Payout, row.PayoutOn })
            .Select(group => new { group.Key.Payout, group.Key.PayoutOn,
                Minor = group.Sum(row => row.GrossMinor - row.FeeMinor) })
            .ToListAsync(ct);
        return
        [
            .. payouts.OrderBy(payout => payout.Payout, StringComparer.Ordinal).Select(payout => new ReconciliationItem(
                ProviderKeys.Of("sweep", payout.Payout!), -payout.Minor, payout.PayoutOn!.Value, payout.Payout!, null)),
        ];
    }

    private static IEnumerable<ReconciliationItem> Items(ProviderReportRow row)
    {
        var link = $"/reconciliation/reports/{row.ReportId}?line={row.Line}";
        if (row.GrossMinor != 0)
            yield return new ReconciliationItem(row.Key, row.GrossMinor, row.CreatedOn, row.Source, link)
            {
                Also = row.Also is null ? [] : [row.Also], Group = row.Payout,
            };
        if (row.FeeMinor != 0)
            yield return new ReconciliationItem(
                row.FeeKey ?? ProviderKeys.Of("fee", row.Source), -row.FeeMinor, row.CreatedOn, row.Source, link);
    }
}
