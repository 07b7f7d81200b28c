using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Parties;

namespace OpsPortal.Features.Contracts;

/// <summary>What a contract form can choose from: only what is active and in the person's legal entities.</summary>
[UseCase]
internal sealed class ContractChoices(QueryRunner runner)
{
    internal sealed record Answer(
        IReadOnlyList<LegalEntity> Entities, IReadOnlyList<Buyer> Buyers, IReadOnlyList<Payee> Payees,
        IReadOnlyList<ProgramScheme> Programs, IReadOnlyList<Market> Markets, IReadOnlyList<Person> Approvers);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeeContracts, actor, ReadAsync, ct);

    private static async Task<Outcome<Answer>> ReadAsync(Reading reading)
    {
        var (db, ids, ct) = (reading.Db, reading.Person.LegalEntities, reading.Ct);
        var people = await db.Set<Person>().Include(p => p.Grants).Where(p => p.DisabledAt == null).OrderBy(p => p.Name)
            .ToListAsync(ct);
        return new Answer(
            await db.Set<LegalEntity>().Where(e => ids.Contains(e.Id)).OrderBy(e => e.Name).ToListAsync(ct),
            await db.Set<Buyer>().Where(b => ids.Contains(b.LegalEntityId) && b.IsActive).OrderBy(b => b.Name).ToListAsync(ct),
            await db.Set<Payee>().Where(p => ids.Contains(p.LegalEntityId) && p.IsActive).OrderBy(p => p.Name).ToListAsync(ct),
            await db.Set<ProgramScheme>().OrderBy(p => p.Name).ToListAsync(ct),
            await db.Set<Market>().OrderBy(m => m.Name).ToListAsync(ct),
            [.. people.Where(p => RolePermissions.Of(p.Roles).Contains(Permission.ApproveMilestone))]);
    }
}
