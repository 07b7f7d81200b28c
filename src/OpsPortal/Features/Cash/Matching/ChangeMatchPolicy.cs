using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Cash.Matching;

namespace OpsPortal.Features.Cash.Matching;

/// <summary>Makes a new version of a legal entity's matching policy; results name the version under which they were
/// found.</summary>
[UseCase]
internal sealed class ChangeMatchPolicy(CommandRunner runner)
{
    internal sealed record Command(LegalEntityId Entity, MatchingRules Rules, string Reason);

    public Task<Outcome<PolicyId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.EditPolicies, actor, work => EntityPolicies.AddAsync<MatchPolicyVersion, MatchingRules>(
            work, command.Entity, "Changed matching policy", command.Reason, number => MatchPolicyVersion.Make(
                new PolicyId(Guid.CreateVersion7()), command.Entity, number, command.Rules, command.Reason, work.Person.Id,
                work.Now)), ct);
}

/// <summary>The matching policies in force and all their versions, newest first.</summary>
[UseCase]
internal sealed class MatchPolicyList(QueryRunner runner)
{
    public Task<Outcome<EntityPolicyList<MatchPolicyVersion, MatchingRules>>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.SeePolicies, actor,
            reading => EntityPolicies.ListAsync<MatchPolicyVersion, MatchingRules>(reading, MatchingRules.Delivered), ct);
}
