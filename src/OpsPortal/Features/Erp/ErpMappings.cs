using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Erp;
using OpsPortal.Domain.Ledger;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Erp;

/// <summary>How a company's accounts are called in a target now.</summary>
/// <param name="Version">0 is the chart's own words, before anybody mapped it.</param>
internal sealed record ChartInForce(int Version, ErpChart Chart);

/// <summary>Reads the mapping that is in force.</summary>
internal static class ErpMappings
{
    public static async Task<ChartInForce> InForceAsync(
        OpsDbContext db, LegalEntity entity, ErpTarget target, CancellationToken ct)
    {
        var latest = await db.Set<ErpMapping>().AsNoTracking()
            .Where(mapping => mapping.LegalEntityId == entity.Id && mapping.Target == target)
            .OrderByDescending(mapping => mapping.Version).FirstOrDefaultAsync(ct);
        return latest is null ? new ChartInForce(0, ErpChart.Own(target, entity.Code))
            : new ChartInForce(latest.Version, JsonSerializer.Deserialize<ErpChart>(latest.Chart)!);
    }
}

/// <summary>Makes a new version of a mapping. Documents that are sent from now on use it, those sent again too.</summary>
[UseCase]
internal sealed class SaveErpMapping(CommandRunner runner)
{
    /// <param name="Basis">The version that was on the screen.</param>
    internal sealed record Command(LegalEntityId Entity, ErpTarget Target, int Basis, ErpChart Chart, string Reason);

    public Task<Outcome<int>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => SaveAsync(work, command), ct);

    private static async Task<Outcome<int>> SaveAsync(Work work, Command command)
    {
        if (await work.SeenAsync(work.Db.Set<LegalEntity>().AsNoTracking(), one => one.Id == command.Entity) is not { } entity)
            return SharedRefusals.NotFound("legal entity");
        var before = await ErpMappings.InForceAsync(work.Db, entity, command.Target, work.Ct);
        if (before.Version != command.Basis)
            return SharedRefusals.ChangedMeanwhile;
        var made = ErpMapping.Make(
            new(Guid.CreateVersion7()), entity.Id, command.Target, before.Version + 1,
            (command.Chart, JsonSerializer.Serialize(command.Chart)), command.Reason, work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Changed ERP mapping", "ERP mapping", made.Value.Id.Value, Words(before.Chart, command.Chart),
            Words(command.Chart, before.Chart), command.Reason);
        return made.Value.Version;
    }

    private static string Words(ErpChart chart, ErpChart other)
    {
        var changed = chart.Accounts.Where(row => other.Find(row.Account) != row)
            .Select(row => $"{(int)row.Account}: {row.Code} {row.Department}".TrimEnd());
        return string.Join("; ", changed.Prepend($"company {chart.Company}"));
    }
}

/// <summary>The mapping of a company and target, its versions, and who may change it.</summary>
[UseCase]
internal sealed class ErpMappingDetail(QueryRunner runner)
{
    internal static readonly RowOrders<Version> Orders = new RowOrders<Version>()
        .By("version", row => row.Number)
        .By("made", row => row.MadeAt)
        .By("by", row => row.By);

    internal sealed record Version(int Number, string Reason, string By, Instant MadeAt);

    internal sealed record Answer(
        IReadOnlyList<LegalEntity> Entities, LegalEntity Entity, ErpTarget Target, ChartInForce InForce,
        IReadOnlyList<Version> Versions, bool MayEdit)
    {
        public IReadOnlyList<ErpAccount> Rows => [.. ChartOfAccounts.Rows.Select(row =>
            InForce.Chart.Find(row.Account) ?? new ErpAccount(row.Account, ""))];
    }

    public Task<Outcome<Answer>> RunAsync(LegalEntityId? entity, ErpTarget target, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeErp, actor, reading => ReadAsync(reading, entity, target), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, LegalEntityId? chosen, ErpTarget target)
    {
        var mine = reading.Person.LegalEntities;
        var entities = await reading.Db.Set<LegalEntity>().Where(entity => mine.Contains(entity.Id))
            .OrderBy(entity => entity.Code).ToListAsync(reading.Ct);
        var shown = chosen is { } id ? entities.Find(entity => entity.Id == id) : entities.FirstOrDefault();
        if (shown is null)
            return SharedRefusals.NotFound("legal entity");
        var versions = await (
            from mapping in reading.Db.Set<ErpMapping>()
            join person in reading.Db.Set<Person>() on mapping.MadeBy equals person.Id
            where mapping.LegalEntityId == shown.Id && mapping.Target == target
            orderby mapping.Version descending
            select new Version(mapping.Version, mapping.Reason, person.Name, mapping.MadeAt)).ToListAsync(reading.Ct);
        return new Answer(
            entities, shown, target, await ErpMappings.InForceAsync(reading.Db, shown, target, reading.Ct), versions,
            reading.Person.May(Permission.EditPolicies));
    }
}
