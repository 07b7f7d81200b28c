using Microsoft.EntityFrameworkCore;
using NodaTime;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Invoices;
using OpsPortal.Features.Parties;

namespace OpsPortal.Features.Milestones;

/// <summary>One milestone with its contract, its invoice, the four facts and the names of the people in its story.</summary>
[UseCase]
internal sealed class MilestoneDetail(QueryRunner runner)
{
    internal sealed record InvoiceView(InvoiceId Id, string? Number, InvoiceState State);

    internal sealed record Answer(
        Milestone Milestone, string Contract, InvoiceView? Invoice, FourFacts Facts, IReadOnlyDictionary<PersonId, string> People,
        IReadOnlyList<(PersonId Id, string Name)> Approvers, PersonId Viewer, IReadOnlySet<Permission> Permissions, bool IsLate);

    public Task<Outcome<Answer>> RunAsync(MilestoneId id, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeMilestones, actor, reading => ReadAsync(reading, id), ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading, MilestoneId id)
    {
        if (await reading.SeenAsync(reading.Db.Set<Milestone>().AsSplitQuery(), m => m.Id == id) is not { } found)
            return SharedRefusals.NotFound("milestone");
        var contract = await reading.Db.Set<Contract>().Where(c => c.Id == found.ContractId).Select(c =>
            c.Number).SingleAsync(reading.Ct);
        var invoice = await reading.Db.Set<Invoice>().Where(i => i.PlanItemId == found.PlanItemId)
            .OrderByDescending(i => i.IssuedAt).FirstOrDefaultAsync(reading.Ct);
        var facts = (await CollectedFacts.ReadAsync(reading.Db, invoice is null ? [] : [invoice.Id], reading.Ct))
            .Of(found.State, invoice);
        var days = await LocalDays.ReadAsync(reading.Db, reading.Now, reading.Ct);
        var people = await reading.Db.Set<Person>().Select(p => new { p.Id, p.Name }).ToDictionaryAsync(p => p.Id, p => p.Name,
            reading.Ct);
        return new Answer(
            found, contract, invoice is null ? null : new InvoiceView(invoice.Id, invoice.Number, invoice.State), facts, people,
            await ApproversAsync(reading, people), reading.Person.Id, reading.Person.Permissions.ToHashSet(),
            found.IsLate(days.Of(found.LegalEntityId)));
    }

    private static async Task<IReadOnlyList<(PersonId Id, string Name)>> ApproversAsync(
        Reading reading, Dictionary<PersonId, string> people)
    {
        var signers = RolePermissions.Holding(Permission.ApproveMilestone);
        var all = await reading.Db.Set<Person>().Include(p => p.Grants).Where(p => p.DisabledAt == null).ToListAsync(reading.Ct);
        return [.. all.Where(p => p.Roles.Any(role => signers.Contains(role))).Select(p => (p.Id, people[p.Id])).OrderBy(p =>
            p.Item2)];
    }
}
