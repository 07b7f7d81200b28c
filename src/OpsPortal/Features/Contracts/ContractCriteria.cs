using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Milestones;

namespace OpsPortal.Features.Contracts;

/// <summary>The acceptance criteria of a contract's stages, one a line: what an amendment starts from.</summary>
[UseCase]
internal sealed class ContractCriteria(QueryRunner runner)
{
    public Task<Outcome<IReadOnlyDictionary<PlanItemId,
        string>>> RunAsync(ContractId contract, Actor actor, CancellationToken ct) =>
        runner.RunAsync<IReadOnlyDictionary<PlanItemId, string>>(Permission.SeeContracts, actor, async reading =>
        {
            var milestones = await reading.Db.Set<Milestone>().Where(m => m.ContractId == contract).ToListAsync(reading.Ct);
            return milestones.Where(m => reading.Sees(m.LegalEntityId)).ToDictionary(
                m => m.PlanItemId, m => string.Join('\n', m.Criteria.OrderBy(c => c.Number).Select(c => c.Text)));
        }, ct);
}
