using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Components;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Invoicing.Dunning;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Dunning;

/// <summary>The schedules in force. Where nobody has made one the delivered one holds.</summary>
[UseCase]
internal sealed class DunningPolicies(QueryRunner runner, CommandRunner commands)
{
    internal static readonly RowOrders<Row> Orders = new RowOrders<Row>()
        .By("for", row => row.Entity ?? "")
        .By("version", row => row.Policy.Number)
        .By("by", row => row.MadeBy);

    internal sealed record Row(DunningPolicy Policy, string? Entity, string? MadeBy);

    internal sealed record Answer(IReadOnlyList<Row> Versions, IReadOnlyList<(LegalEntityId Id, string Name)> Entities,
        bool MayEdit);

    /// <param name="Entity">Null for all entities that have no schedule of their own.</param>
    internal sealed record Command(LegalEntityId? Entity, string Reminders, string Collections, string Reason);

    private static readonly DunningPolicy Delivered = DunningPolicy.Make(
        new PolicyId(Guid.Empty), null, 0, DunningPolicy.Default, "Delivered with the system", null, Instant.MinValue).Value;

    public static async Task<DunningPolicy> ForAsync(OpsDbContext db, LegalEntityId entity, CancellationToken ct) =>
        DunningPolicy.For(entity, await db.Set<DunningPolicy>().AsNoTracking().ToListAsync(ct)) ?? Delivered;

    public Task<Outcome<Answer>> ReadAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor, ReadAsync, ct);

    public Task<Outcome> MakeAsync(Command command, Actor actor, CancellationToken ct) =>
        commands.RunAsync(Permission.EditPolicies, actor, work => MakeAsync(work, command), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var mine = reading.Person.LegalEntities;
        var entities = await reading.Db.Set<LegalEntity>().Where(e => mine.Contains(e.Id)).OrderBy(e => e.Code)
            .Select(e => new { e.Id, e.Name }).ToListAsync(reading.Ct);
        var people = await reading.Db.Set<Person>().ToDictionaryAsync(p => p.Id, p => p.Name, reading.Ct);
        var stored = await reading.Db.Set<DunningPolicy>().OrderByDescending(p => p.Number).ToListAsync(reading.Ct);
        return new Answer(
            [.. stored.Append(Delivered).Where(p => p.LegalEntityId is not { } own || mine.Contains(own)).Select(policy =>
                new Row(
                policy, entities.FirstOrDefault(e => e.Id == policy.LegalEntityId)?.Name,
                policy.MadeBy is { } by ? people.GetValueOrDefault(by) : null))],
            [.. entities.Select(e => (e.Id, e.Name))], reading.Person.May(Permission.EditPolicies));
    }

    private static async Task<Outcome> MakeAsync(Work work, Command command)
    {
        if (command.Entity is { } entity && !work.Sees(entity))
            return SharedRefusals.NotFound("legal entity");
        if (Days(command.Reminders) is not { } reminders || Days(command.Collections) is not { } collections)
            return Domain.Invoicing.InvoicingRefusals.BadDunningSchedule(DunningPolicy.MostSteps, DunningPolicy.MostDays);
        var number = (await work.Db.Set<DunningPolicy>().MaxAsync(p => (int?)p.Number, work.Ct) ?? 0) + 1;
        var made = DunningPolicy.Make(
            new PolicyId(Guid.CreateVersion7()), command.Entity, number, DunningPolicy.Steps(reminders, collections),
                command.Reason,
            work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Made dunning schedule", "dunning policy", made.Value.Id.Value,
            after: $"version {number}: reminders {command.Reminders}; collections {command.Collections}", reason: command.Reason);
        return Outcome.Done;
    }

    private static List<int>? Days(string text)
    {
        var days = new List<int>();
        foreach (var part in text.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture,
                out var day))
                return null;
            days.Add(day);
        }

        return days;
    }
}
