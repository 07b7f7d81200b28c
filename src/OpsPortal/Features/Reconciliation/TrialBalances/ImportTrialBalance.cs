using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Documents;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Parties;
using OpsPortal.Features.Erp;
using OpsPortal.Providers.Erp;
using OpsPortal.Providers.Reports;

namespace OpsPortal.Features.Reconciliation.TrialBalances;

/// <summary>What became of a trial balance, and the places for which it was refused.</summary>
internal sealed record TrialBalanceImport(Outcome<TrialBalanceTaken> Outcome, IReadOnlyList<ReportFault> Faults);

/// <summary>A trial balance that is here now.</summary>
internal sealed record TrialBalanceTaken(ErpTrialBalanceId Id, LocalDate AsOf, int Rows, bool WasTakenBefore);

/// <summary>
/// Takes the balances that an ERP states on a day: whole or not at all, and the same file once. It names the version of the
/// account mapping by which its accounts lead back to ours.
/// </summary>
[UseCase]
internal sealed class ImportTrialBalance(CommandRunner runner, FileScanner scanner)
{
    private const int MostFaults = 200;

    /// <param name="AsOf">Of which day they are; null where the file says it.</param>
    internal sealed record Command(LegalEntityId Entity, ErpTarget Target, LocalDate? AsOf, string FileName, byte[] Content);

    public async Task<TrialBalanceImport> RunAsync(Command command, Actor actor, CancellationToken ct)
    {
        if (await scanner.WhyNotAsync(Permission.Reconcile, command.Content, actor, ct) is { } refusal)
            return new TrialBalanceImport(refusal, []);
        var faults = new List<ReportFault>();
        var outcome = await runner.RunAsync(Permission.Reconcile, actor, work =>
        {
            faults.Clear();
            return TakeAsync(work, command, faults);
        }, ct);
        return new TrialBalanceImport(outcome, [.. faults.OrderBy(fault => fault.Line).Take(MostFaults)]);
    }

    private static async Task<Outcome<TrialBalanceTaken>> TakeAsync(Work work, Command command, List<ReportFault> faults)
    {
        if (await work.SeenAsync(work.Db.Set<LegalEntity>().AsNoTracking(), e => e.Id == command.Entity) is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        if (!await work.Db.Set<ErpHandover>().AnyAsync(
            one => one.LegalEntityId == entity.Id && one.Target == command.Target, work.Ct))
            return ErpRefusals.NothingHandedOver(command.Target);
        if (command.Content.LongLength > ErpTrialBalance.MostBytes)
            return ErpRefusals.BalanceShape($"It is larger than {ErpTrialBalance.MostBytes / 1024 / 1024} MB.");
        var chart = await ErpMappings.InForceAsync(work.Db, entity, command.Target, work.Ct);
        var today = work.Now.DayIn(entity.Zone);
        var ask = new TrialBalanceAsk(
            command.AsOf, today,
            [.. new[] { entity.Code, entity.Name, chart.Chart.Company }.Distinct(StringComparer.OrdinalIgnoreCase)]);
        var read = new TrialBalanceReader(ask, faults).Read(command.Content);
        return read.IsRefused ? read.Refusal : await KeepAsync(work, command, read.Value, chart.Version);
    }

    private static async Task<Outcome<TrialBalanceTaken>> KeepAsync(
        Work work, Command command, ReadTrialBalance read, int mappingVersion)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(command.Content));
        var before = await work.Db.Set<ErpTrialBalance>()
            .Where(one => one.LegalEntityId == command.Entity && one.Target == command.Target && one.AsOf == read.AsOf
                && one.Hash == hash)
            .Select(one => (ErpTrialBalanceId?)one.Id).FirstOrDefaultAsync(work.Ct);
        if (before is { } known)
            return new TrialBalanceTaken(known, read.AsOf, read.Rows.Count, true);
        var taken = new ErpTrialBalance(
            new(Guid.CreateVersion7()), new ErpBalanceBasis(command.Entity, command.Target, read.AsOf), mappingVersion, read.Rows,
            work.Person.Id, work.Now);
        taken.Keep(Path.GetFileName(command.FileName), command.Content, hash);
        work.Db.Add(taken);
        work.Audit("Took trial balance", "trial balance", taken.Id.Value,
            after: $"{ErpTargets.Of(command.Target).System} as of {DayWords.Of(read.AsOf)}: {read.Rows.Count} rows, "
                + $"mapping version {mappingVersion}, SHA-256 {hash}");
        return new TrialBalanceTaken(taken.Id, read.AsOf, read.Rows.Count, false);
    }
}
