using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;
using OpsPortal.Features.Payouts.Policies;

namespace OpsPortal.Features.Payouts;

/// <summary>Asks the gate for every payable and stores each answer with all failed conditions.</summary>
[UseCase]
internal sealed class EvaluateRelease(CommandRunner runner)
{
    internal sealed record Command(ContractId? Contract = null, LegalEntityId? LegalEntity = null);

    public Task<Outcome<int>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePayouts, actor, work => Evaluate(work, command), ct);

    private static async Task<Outcome<int>> Evaluate(Work work, Command command)
    {
        if (await PoliciesInForce.ApprovalAsync(work.Db, work.Now, work.Ct) is not { } policy)
            return PayoutRefusals.NoPolicy;
        var matrix = await PoliciesInForce.MatrixAsync(work.Db, work.Now, work.Ct);
        var entities = work.Person.LegalEntities.Where(e => command.LegalEntity is null || e == command.LegalEntity).ToList();
        var payables = await Payables.ReadAsync(work.Db, new PayableScope(entities) { Contract =
            command.Contract }, policy.Rules, work.Ct);
        var person = work.Actor.IsSystem ? (PersonId?)null : work.Person.Id;
        var circumstance = new DecisionCircumstance(DecisionOccasion.Evaluation, matrix?.Number ?? 0, person, work.Now);
        await Decisions.KeepAsync(work, Judged.All(payables, matrix, work.Now).Select(judged => DecisionRecord.Of(
            new DecisionId(Guid.CreateVersion7()), judged.Payable.Facts, judged.Decision, circumstance)));
        return payables.Count;
    }
}
