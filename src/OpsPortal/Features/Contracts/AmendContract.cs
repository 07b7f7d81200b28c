using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>Makes a new version of a contract, with a reason. What is billed stays as it is.</summary>
[UseCase]
internal sealed class AmendContract(CommandRunner runner)
{
    internal sealed record Command(
        ContractId Contract, int ShownVersion, Money Total, int FeeBasisPoints, int TaxBasisPoints, Terms Terms,
            ClearingWay Clearing,
        IReadOnlyList<PayeeShare> Shares, IReadOnlyList<PlannedItem> Plan, string Reason);

    public Task<Outcome<ContractId>> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.AmendContract, actor, work => AmendAsync(work, command), ct);

    private static async Task<Outcome<ContractId>> AmendAsync(Work work, Command command)
    {
        if (await ContractFinder.FindAsync(work, command.Contract) is not { } contract)
            return SharedRefusals.NotFound("contract");
        if (contract.CurrentVersion != command.ShownVersion)
            return SharedRefusals.ChangedMeanwhile;
        if (await ContractPayees.FaultAsync(work, contract.LegalEntityId, command.Shares) is { } fault)
            return fault;
        var commercials = new Commercials(
            command.Total, command.FeeBasisPoints, command.TaxBasisPoints, command.Terms, command.Clearing,
            [.. command.Shares.Select(share => new PayeeShare(share.PayeeId, share.Weight))], command.Plan);
        var version = contract.Amend(new(Guid.CreateVersion7()), commercials, command.Reason, work.Person.Id, work.Now);
        if (version.IsRefused)
            return version.Refusal;
        work.Db.Add(version.Value);
        var opened = await ContractMilestones.OpenAsync(work, contract, version.Value, command.Plan);
        if (opened.IsRefused)
            return opened.Refusal;
        work.Audit(
            "Amended contract", "contract", contract.Id.Value, $"version {command.ShownVersion}",
            $"version {version.Value.Number}, {command.Total}", command.Reason);
        return contract.Id;
    }
}

/// <summary>Pauses, resumes or closes a contract, or lets it bill in spite of its pause rule until a day.</summary>
[UseCase]
internal sealed class ChangeContractState(CommandRunner runner)
{
    public Task<Outcome> PauseAsync(ContractId contract, string reason, Actor actor, CancellationToken ct) =>
        RunAsync("Paused contract", contract, c => c.Pause(reason), reason, actor, ct);

    public Task<Outcome> ResumeAsync(ContractId contract, string reason, Actor actor, CancellationToken ct) =>
        RunAsync("Resumed contract", contract, c => c.Resume(), reason, actor, ct);

    public Task<Outcome> CloseAsync(ContractId contract, string reason, Actor actor, CancellationToken ct) =>
        RunAsync("Closed contract", contract, c => c.Close(), reason, actor, ct);

    public Task<Outcome> OverridePauseRuleAsync(
        ContractId contract, LocalDate until, string reason, Actor actor, CancellationToken ct) =>
        RunAsync("Overrode pause rule", contract, c =>
        {
            c.OverridePauseRule(until);
            return Outcome.Done;
        }, reason, actor, ct);

    private Task<Outcome> RunAsync(
        string action, ContractId id, Func<Contract, Outcome> change, string reason, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.AmendContract, actor, async work =>
        {
            if (await ContractFinder.FindAsync(work, id) is not { } contract)
                return SharedRefusals.NotFound("contract");
            var before = contract.State.ToString();
            var changed = change(contract);
            if (!changed.IsRefused)
                work.Audit(action, "contract", id.Value, before, contract.State.ToString(), reason);
            return changed;
        }, ct);
}

internal static class ContractFinder
{
    /// <summary>The contract with all its versions and stages, or null where the person may not see it.</summary>
    public static Task<Contract?> FindAsync(Work work, ContractId id)
    {
        var entities = work.Person.LegalEntities;
        return work.Db.Set<Contract>().Include(c => c.Versions).ThenInclude(v => v.Items).AsSplitQuery()
            .SingleOrDefaultAsync(c => c.Id == id && entities.Contains(c.LegalEntityId), work.Ct);
    }
}
