using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation;

/// <summary>
/// A provider never changes a transaction that it has reported. A row that tells another amount or currency of a known one is of
/// a mistaken or altered file; taken for known, it would be lost without a word.
/// </summary>
internal static class ReportContradictions
{
    private const int AtOnce = 1_000;

    /// <summary>Adds a fault for each row that contradicts an earlier report.</summary>
    public static async Task FindAsync(
        Work work, LegalEntityId entity, string provider, IReadOnlyList<(ReportLine Line, int Repetition)> lines,
        List<ReportFault> faults)
    {
        var identified = lines.Select(one =>
            (one.Line, Identity: ProviderReportRow.IdentityOf(one.Line.Transaction, one.Repetition)));
        foreach (var portion in identified.Chunk(AtOnce))
        {
            var identities = portion.Select(row => row.Identity).ToList();
            var known = await (from row in work.Db.Set<ProviderReportRow>().AsNoTracking()
                               join report in work.Db.Set<ProviderReport>() on row.ReportId equals report.Id
                               where row.LegalEntityId == entity && row.Provider == provider && identities.Contains(row.Identity)
                               select new { row.Identity, row.Currency, row.GrossMinor, row.FeeMinor, report.Name })
                .ToDictionaryAsync(row => row.Identity, work.Ct);
            foreach (var (line, identity) in portion)
                if (known.GetValueOrDefault(identity) is { } before
                    && (before.Currency, before.GrossMinor, before.FeeMinor) != (line.Currency, line.GrossMinor, line.FeeMinor))
                    faults.Add(new ReportFault(line.Line, $"{line.Transaction} stands in {before.Name} as "
                        + $"{Words(before.GrossMinor, before.FeeMinor, before.Currency)}, here as "
                        + $"{Words(line.GrossMinor, line.FeeMinor, line.Currency)}. Check whose file it is; ask the provider."));
        }
    }

    private static string Words(long gross, long fee, Currency currency) =>
        $"{new Money(gross, currency)} with a fee of {new Money(fee, currency)}";
}
