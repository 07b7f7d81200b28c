using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;
using OpsPortal.Domain.Milestones;
using OpsPortal.Features.Exceptions;
using OpsPortal.Features.Parties;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Milestones;

/// <summary>Opens a case for each milestone that is past its day without acceptance, and closes it once the milestone is
/// accepted. Running it again opens no second one.</summary>
[UseCase]
internal sealed class AgeMilestones(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, AgeAsync, ct);

    private static async Task<Outcome<int>> AgeAsync(Work work)
    {
        var days = await LocalDays.ReadAsync(work.Db, work.Now, work.Ct);
        var late = await LateMilestones.Of(work.Db.Set<Milestone>().AsNoTracking(), days)
            .OrderBy(milestone => milestone.Id).ToListAsync(work.Ct);
        var ids = late.Select(milestone => milestone.ContractId).Distinct().ToList();
        var contracts = await work.Db.Set<Contract>().Where(contract => ids.Contains(contract.Id))
            .ToDictionaryAsync(contract => contract.Id, contract => contract.Number, work.Ct);
        foreach (var milestone in late)
        {
            await work.OpenExceptionAsync(
                ExceptionType.OverdueMilestone, "milestone-overdue",
                Words(milestone, contracts[milestone.ContractId]),
                $"milestone-overdue:{milestone.Id}:{milestone.DueOn:uuuu-MM-dd}", milestone.Amount,
                new ExceptionLinks { LegalEntityId = milestone.LegalEntityId, ContractId = milestone.ContractId,
                    MilestoneId = milestone.Id });
        }

        await CloseAsync(work);
        return late.Count;
    }

    private static async Task CloseAsync(Work work)
    {
        var over = await (
            from found in work.Db.Set<ExceptionCase>()
            join milestone in work.Db.Set<Milestone>() on found.MilestoneId equals milestone.Id
            where found.Type == ExceptionType.OverdueMilestone && found.State != ExceptionState.Resolved
                && milestone.State == MilestoneState.Approved
            select found).ToListAsync(work.Ct);
        foreach (var found in over)
            OneCase.Settle(work, found, CaseFact.MilestoneAccepted,
                new CaseClosing("It was not accepted by its day.", "It is accepted now."));
    }

    private static string Words(Milestone late, string contract) =>
        $"Milestone \"{late.Name}\" of contract {contract} was due on "
        + $"{DayWords.Of(late.DueOn)} and is {late.State.ToString().ToLowerInvariant()}.";
}

/// <summary>The clock of milestones.</summary>
[Part]
internal sealed class AgeMilestonesJob(AgeMilestones ageing) : IBackgroundJob
{
    public string Name => "milestone-ageing";

    public string Purpose => "Opens a case for each milestone past its day, and closes it once it is accepted.";

    public TimeSpan Every => TimeSpan.FromMinutes(15);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var late = await ageing.RunAsync(actor, ct);
        return late.IsRefused ? late.Refusal.Code : late.Value == 0 ? JobResults.Nothing : $"{late.Value} late";
    }
}
