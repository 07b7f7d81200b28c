using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation;

/// <summary>One report with its rows, as they were understood.</summary>
[UseCase]
internal sealed class ReportDetail(QueryRunner runner)
{
    public const int PageSize = 50;

    internal static readonly RowOrders<ProviderReportRow> Orders = new RowOrders<ProviderReportRow>(
            rows => rows.OrderBy(row => row.Line), sorted => sorted.ThenBy(row => row.Id))
        .By("line", row => row.Line)
        .By("day", row => row.CreatedOn)
        .By("gross", row => row.GrossMinor)
        .By("fee", row => row.FeeMinor);

    internal sealed record Answer(
        ProviderReport Report, string? TakenBy, string? SignedBy, IReadOnlyList<ProviderReportRow> Rows, int Count,
        bool MaySign, bool MayDiscard);

    /// <param name="line">A line of the file: the page on which it stands is shown.</param>
    public Task<Outcome<Answer>> RunAsync(
        ProviderReportId id, ListPlace place, int? line, Actor actor, CancellationToken ct) =>
        runner.RunAsync<Answer>(Permission.SeeReconciliation, actor, async reading =>
        {
            if (await FindAsync(reading, id) is not { } report)
                return SharedRefusals.NotFound("report");
            var rows = reading.Db.Set<ProviderReportRow>().Where(row => row.ReportId == id);
            if (line is { } only)
                rows = rows.Where(row => row.Line == only);
            var names = await reading.Db.Set<Person>()
                .Where(person => person.Id == report.TakenBy || person.Id == report.SignedBy)
                .ToDictionaryAsync(person => person.Id, person => person.Name, reading.Ct);
            return new Answer(
                report, report.TakenBy is { } by ? names.GetValueOrDefault(by) : null,
                report.SignedBy is { } signer ? names.GetValueOrDefault(signer) : null,
                await Orders.PageOf(rows, place, PageSize).ToListAsync(reading.Ct),
                await rows.CountAsync(reading.Ct),
                report.State == ReportState.WaitsForSignature && report.TakenBy != reading.Person.Id
                    && reading.Person.May(Permission.ReviewReconciliation),
                report.WhyKept(reading.Person.Id) is null && reading.Person.May(Permission.Reconcile));
        }, ct);

    /// <summary>The bytes as they came in.</summary>
    public Task<Outcome<(string Name, byte[] Content)>> FileAsync(ProviderReportId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync<(string, byte[])>(Permission.SeeReconciliation, actor, async reading =>
        {
            if (await FindAsync(reading, id) is not { } report)
                return SharedRefusals.NotFound("report");
            var content = await reading.Db.Set<ProviderReportFile>().Where(file => file.ReportId == id)
                .Select(file => file.Content).SingleAsync(reading.Ct);
            return (report.Name, content);
        }, ct);

    private static Task<ProviderReport?> FindAsync(Reading reading, ProviderReportId id) =>
        reading.SeenAsync<ProviderReport>(one => one.Id == id);
}
