using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Data.Bulk;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;
using OpsPortal.Domain.Reconciliation;
using OpsPortal.Providers.BankFiles;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation;

/// <summary>What became of a file, and the places for which it was refused.</summary>
internal sealed record ReportImport(Outcome<ProviderReport> Outcome, IReadOnlyList<ReportFault> Faults);

/// <summary>
/// Takes a provider's report: whole or not at all, the same file once, each transaction once however many reports tell of it. A
/// row that stands twice in one file is kept twice, so that the run can name it.
/// </summary>
[UseCase]
internal sealed class ImportProviderReport(
    CommandRunner runner, FileScanner scanner, IEnumerable<IProviderReportReader> readers)
{
    public const long MostBytes = 20 * 1024 * 1024;
    private const int MostFaults = 200;
    private static readonly string[] Unique =
        [nameof(ProviderReportRow.LegalEntityId), nameof(ProviderReportRow.Provider), nameof(ProviderReportRow.Identity)];

    internal sealed record Command(
        LegalEntityId Entity, ReportFormat Format, LocalDate From, LocalDate To, string FileName, byte[] Content);

    public async Task<ReportImport> RunAsync(Command command, Actor actor, CancellationToken ct)
    {
        if (await scanner.WhyNotAsync(Permission.Reconcile, command.Content, actor, ct) is { } refusal)
            return new ReportImport(refusal, []);
        var faults = new List<ReportFault>();
        var outcome = await runner.RunAsync(Permission.Reconcile, actor, work =>
        {
            faults.Clear();
            return TakeAsync(work, command, faults);
        }, ct);
        return new ReportImport(outcome, [.. faults.OrderBy(fault => fault.Line).Take(MostFaults)]);
    }

    private async Task<Outcome<ProviderReport>> TakeAsync(Work work, Command command, List<ReportFault> faults)
    {
        if (await work.SeenAsync(work.Db.Set<LegalEntity>().AsNoTracking(), e => e.Id == command.Entity) is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        if (command.From > command.To)
            return ReconciliationRefusals.BadDays(command.From, command.To);
        if (readers.SingleOrDefault(one => one.Format == command.Format) is not { } reader)
            return ReconciliationRefusals.NoReportFormat;
        if (command.Content.Length is 0 or > (int)MostBytes)
            return command.Content.Length == 0 ? ReconciliationRefusals.ReportEmpty
                : ReconciliationRefusals.ReportTooLarge(MostBytes);
        var hash = Convert.ToHexStringLower(SHA256.HashData(command.Content));
        var before = await work.Db.Set<ProviderReport>().AsNoTracking().FirstOrDefaultAsync(
            one => one.LegalEntityId == command.Entity && one.Provider == reader.Provider && one.Sha256 == hash, work.Ct);
        if (before is not null)
            return ReconciliationRefusals.ReportTakenBefore(before.Name);
        var lines = Lines(command, reader, DateTimeZoneProviders.Tzdb[entity.Zone], faults);
        if (lines.IsRefused)
            return lines.Refusal;
        if (await ReportOwner.OfAnotherAsync(work, command.Entity, lines.Value) is { } mistaken)
            return mistaken;
        var counted = Counted(lines.Value);
        await ReportContradictions.FindAsync(work, command.Entity, reader.Provider, counted, faults);
        return faults.Count > 0 ? ReconciliationRefusals.ReportBroken(faults.Count)
            : await KeepAsync(work, command, reader, hash, counted);
    }

    private static Outcome<List<ReportLine>> Lines(
        Command command, IProviderReportReader reader, DateTimeZone zone, List<ReportFault> faults)
    {
        ReportTable table;
        try
        {
            table = ReportTable.Read(command.Content);
        }
        catch (Exception broken) when (broken is BankFileException or DecoderFallbackException)
        {
            faults.Add(new ReportFault((broken as BankFileException)?.Line ?? 1, broken is BankFileException ? broken.Message
                : "The text is not UTF-8."));
            return ReconciliationRefusals.ReportBroken(1);
        }

        if (table.Missing(reader.Columns).Where(name => !table.Has($"{name}_utc")).ToList() is { Count: > 0 } missing)
            return ReconciliationRefusals.ColumnMissing(string.Join(", ", missing));
        if (table.Rows.Count == 0)
            return ReconciliationRefusals.ReportEmpty;
        var lines = new List<ReportLine>();
        foreach (var row in table.Rows)
        {
            var place = new ReportRow(table, row, zone, faults);
            var line = reader.Read(place);
            if (!place.IsBroken)
                CheckDays(line, command, place);
            lines.Add(line);
        }

        return faults.Count > 0 ? ReconciliationRefusals.ReportBroken(faults.Count) : lines;
    }

    // A report of payouts tells of older transactions: there the day of the payout counts.
    private static void CheckDays(ReportLine line, Command command, ReportRow place)
    {
        var day = line.PayoutOn ?? line.CreatedOn;
        if (day < command.From || day > command.To)
            place.Fault($"{DayWords.Of(day)} is outside of the report's days, "
                + $"{DayWords.Of(command.From, command.To)}.");
        else if (line.CreatedOn > command.To)
            place.Fault($"It was created on {DayWords.Of(line.CreatedOn)}, after the report's last day.");
    }

    // A transaction may stand in a report more than once: each time is a row of its own.
    private static List<(ReportLine Line, int Repetition)> Counted(List<ReportLine> lines)
    {
        var times = new Dictionary<string, int>(StringComparer.Ordinal);
        return lines.ConvertAll(line =>
            (line, times[line.Transaction] = times.GetValueOrDefault(line.Transaction) + 1));
    }

    private static async Task<Outcome<ProviderReport>> KeepAsync(
        Work work, Command command, IProviderReportReader reader, string hash, List<(ReportLine Line, int Repetition)> lines)
    {
        var basis = new ReportBasis(command.Entity, reader.Provider, command.Format, command.From, command.To);
        var (id, name) = (new ProviderReportId(Guid.CreateVersion7()), Path.GetFileName(command.FileName));
        var by = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var draft = new ProviderReport(id, basis, name, hash, default, by, work.Now);
        var rows = lines.ConvertAll(one => new ProviderReportRow(Guid.CreateVersion7(), draft, one.Line, one.Repetition));
        var isNew = await BulkInsert.NewAsync(work.Db, rows, Unique, work.Ct);
        var taken = isNew.Count(one => one);
        var report = new ProviderReport(id, basis, name, hash, new RowCounts(taken, rows.Count - taken), by, work.Now);
        work.Db.Add(report);
        work.Db.Add(new ProviderReportFile(id, command.Content));
        work.Audit("Took provider report", "provider report", id.Value,
            after: $"{reader.Name} {DayWords.Of(command.From, command.To)}: {taken} rows, SHA-256 {hash}");
        return report;
    }
}
