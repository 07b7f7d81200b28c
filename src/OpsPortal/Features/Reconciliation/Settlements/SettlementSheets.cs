using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;

namespace OpsPortal.Features.Reconciliation.Settlements;

/// <summary>
/// Makes the settlement sheet of payouts that were paid outside a provider: what left and came back, with the bank's line or the
/// words of the two people behind each. Its bytes and hash are kept. It counts once a second person has compared it with the bank
/// and signed; then it is the other side of those payouts, as a provider's report is of the rest.
/// </summary>
[UseCase]
internal sealed class MakeSettlementSheet(CommandRunner runner)
{
    private static readonly string[] Unique =
        [nameof(ProviderReportRow.LegalEntityId), nameof(ProviderReportRow.Provider), nameof(ProviderReportRow.Identity)];

    internal sealed record Command(LegalEntityId Entity, LocalDate From, LocalDate To);

    public Task<Outcome<ProviderReportId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Reconcile, actor, work => MakeAsync(work, command), ct);

    private static async Task<Outcome<ProviderReportId>> MakeAsync(Work work, Command command)
    {
        if (await work.SeenAsync(work.Db.Set<LegalEntity>().AsNoTracking(), e => e.Id == command.Entity) is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        var zone = DateTimeZoneProviders.Tzdb[entity.Zone];
        if (command.From > command.To || command.To > work.Now.InZone(zone).Date)
            return ReconciliationRefusals.BadDays(command.From, command.To);
        var rows = await new SettlementFacts(work.Db, entity.Id, zone).ReadAsync(command.From, command.To, work.Ct);
        if (rows.Count == 0)
            return ReconciliationRefusals.NothingByHand(command.From, command.To);
        var content = SettlementFacts.Csv(rows);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var before = await work.Db.Set<ProviderReport>().AsNoTracking().FirstOrDefaultAsync(
            one => one.LegalEntityId == entity.Id && one.Provider == ProviderReport.ByHand && one.Sha256 == hash, work.Ct);
        return before is not null ? ReconciliationRefusals.ReportTakenBefore(before.Name)
            : await KeepAsync(work, command, $"settlement-{entity.Code}-{command.From:uuuu-MM-dd}-{command.To:uuuu-MM-dd}.csv",
                content, hash, rows);
    }

    private static async Task<Outcome<ProviderReportId>> KeepAsync(
        Work work, Command command, string name, byte[] content, string hash, IReadOnlyList<SettlementRow> rows)
    {
        var id = new ProviderReportId(Guid.CreateVersion7());
        var basis = new ReportBasis(
            command.Entity, ProviderReport.ByHand, ReportFormat.SettlementSheet, command.From, command.To);
        var draft = new ProviderReport(id, basis, name, hash, default, work.Person.Id, work.Now);
        var made = rows.Select((row, at) => new ProviderReportRow(Guid.CreateVersion7(), draft, row.Line(at + 2), 1)).ToList();
        var taken = (await BulkInsert.NewAsync(work.Db, made, Unique, work.Ct)).Count(one => one);
        if (taken == 0)
            return ReconciliationRefusals.AllByHandKnown;
        work.Db.Add(new ProviderReport(
            id, basis, name, hash, new RowCounts(taken, made.Count - taken), work.Person.Id, work.Now));
        work.Db.Add(new ProviderReportFile(id, content));
        work.Audit("Made settlement sheet", "provider report", id.Value, after: $"{name}: {taken} rows, SHA-256 {hash}");
        await work.NotifyAsync(Permission.ReviewReconciliation, command.Entity, $"{name} waits for your signature",
            $"/reconciliation/reports/{id}", work.Person.Id);
        return id;
    }
}

/// <summary>A second person has compared a settlement sheet with the bank: from now on it counts.</summary>
[UseCase]
internal sealed class SignSettlementSheet(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ProviderReportId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.ReviewReconciliation, actor, async work =>
        {
            if (await work.SeenAsync<ProviderReport>(one => one.Id == id) is not { } report)
                return SharedRefusals.NotFound("settlement sheet");
            if (report.Sign(work.Person.Id, work.Now).Refusal is { } refusal)
                return refusal;
            work.Audit("Signed settlement sheet", "provider report", id.Value, nameof(ReportState.WaitsForSignature),
                $"{nameof(ReportState.Signed)} {report.Sha256}");
            return Outcome.Done;
        }, ct);
}

/// <summary>Its maker takes back a sheet that nobody has signed: its rows are free for another sheet. What it said and why it was
/// taken back stays in the audit log.</summary>
[UseCase]
internal sealed class DiscardSettlementSheet(CommandRunner runner)
{
    public Task<Outcome> RunAsync(ProviderReportId id, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.Reconcile, actor, async work =>
        {
            if (await work.SeenAsync<ProviderReport>(one => one.Id == id) is not { } report)
                return SharedRefusals.NotFound("settlement sheet");
            if (Reasons.WhyNot(reason) is { } wrong)
                return wrong;
            if (report.WhyKept(work.Person.Id) is { } refusal)
                return refusal;
            work.Db.RemoveRange(await work.Db.Set<ProviderReportRow>().Where(row => row.ReportId == id).ToListAsync(work.Ct));
            work.Db.RemoveRange(await work.Db.Set<ProviderReportFile>().Where(file => file.ReportId == id).ToListAsync(work.Ct));
            work.Db.Remove(report);
            work.Audit("Discarded settlement sheet", "provider report", id.Value,
                $"{report.Name}: {report.RowsTaken} rows, SHA-256 {report.Sha256}", "Discarded", reason.Trim());
            return Outcome.Done;
        }, ct);
}
