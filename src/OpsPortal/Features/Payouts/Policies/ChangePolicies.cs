using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Compliance;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>Makes a new version of the policy matrix; versions in force before stay for the decisions that name them.</summary>
[UseCase]
internal sealed class ChangePolicyMatrix(CommandRunner runner)
{
    internal sealed record Command(IReadOnlyList<PolicyRow> Rows, Instant EffectiveFrom, string Reason)
    {
        /// <summary>The version in force that the person looked at.</summary>
        public required PolicyId Shown { get; init; }
    }

    public Task<Outcome<PolicyId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => Change(work, command), ct);

    private static async Task<Outcome<PolicyId>> Change(Work work, Command command)
    {
        if (await PoliciesInForce.MatrixAsync(work.Db, work.Now, work.Ct) is { } held && held.Id != command.Shown)
            return await NewPolicies.SinceAsync(work, "policy matrix", held.Number, held.MadeBy, held.MadeAt);
        var number = 1 + (await work.Db.Set<PolicyMatrix>().MaxAsync(m => (int?)m.Number, work.Ct) ?? 0);
        var made = PolicyMatrix.Make(
            new PolicyId(Guid.CreateVersion7()), number, command.EffectiveFrom > work.Now ? command.EffectiveFrom : work.Now,
                command.Reason,
            command.Rows, work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Changed policy matrix", "policy", made.Value.Id.Value, $"version {number - 1}", $"version {number}",
            command.Reason);
        await NewPolicies.TellAsync(work, new PolicyMade(work.Person.Id, "policy matrix", number, made.Value.EffectiveFrom));
        return made.Value.Id;
    }
}

/// <summary>Makes a new version of the approval policy. It can ask for more than two people, never for fewer.</summary>
[UseCase]
internal sealed class ChangeApprovalPolicy(CommandRunner runner)
{
    internal sealed record Command(ApprovalRules Rules, Instant EffectiveFrom, string Reason)
    {
        /// <summary>The version in force that the person looked at.</summary>
        public required PolicyId Shown { get; init; }
    }

    public Task<Outcome<PolicyId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => Change(work, command), ct);

    private static async Task<Outcome<PolicyId>> Change(Work work, Command command)
    {
        if (await PoliciesInForce.ApprovalAsync(work.Db, work.Now, work.Ct) is { } held && held.Id != command.Shown)
            return await NewPolicies.SinceAsync(work, "approval policy", held.Number, held.MadeBy, held.MadeAt);
        var number = 1 + (await work.Db.Set<ApprovalPolicy>().MaxAsync(p => (int?)p.Number, work.Ct) ?? 0);
        var made = ApprovalPolicy.Make(
            new PolicyId(Guid.CreateVersion7()), number, command.EffectiveFrom > work.Now ? command.EffectiveFrom : work.Now,
                command.Reason,
            command.Rules, work.Person.Id, work.Now);
        if (made.IsRefused)
            return made.Refusal;
        work.Db.Add(made.Value);
        work.Audit("Changed approval policy", "policy", made.Value.Id.Value, $"version {number - 1}", $"version {number}",
            command.Reason);
        await NewPolicies.TellAsync(work, new PolicyMade(work.Person.Id, "approval policy", number, made.Value.EffectiveFrom));
        return made.Value.Id;
    }
}

/// <summary>All versions of both policies, newest first.</summary>
[UseCase]
internal sealed class PolicyList(QueryRunner runner)
{
    internal sealed record Answer(IReadOnlyList<PolicyMatrix> Matrices, IReadOnlyList<ApprovalPolicy> Approvals, Instant Now,
        bool MayEdit);

    public Task<Outcome<Answer>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor, async reading => (Outcome<Answer>)new Answer(
            await reading.Db.Set<PolicyMatrix>().OrderByDescending(m => m.Number).ToListAsync(reading.Ct),
            await reading.Db.Set<ApprovalPolicy>().OrderByDescending(p => p.Number).ToListAsync(reading.Ct),
            reading.Now, reading.Person.May(Permission.EditPolicies)), ct);
}
