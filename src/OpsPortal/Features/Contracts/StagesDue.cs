using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Invoicing;
using OpsPortal.Features.Parties;
using OpsPortal.Jobs;

namespace OpsPortal.Features.Contracts;

/// <summary>
/// Makes stages billable whose condition has come without anybody's act: a date by the day of the legal entity, or the last
/// milestone before the closing. Running it again finds nothing.
/// </summary>
[UseCase]
internal sealed class StagesDue(CommandRunner runner)
{
    public Task<Outcome<int>> RunAsync(Actor actor, CancellationToken ct) =>
        runner.RunAsync<int>(Permission.Background, actor, FreeAsync, ct);

    /// <summary>Tells those who bill.</summary>
    public static Task TellAsync(Work work, Contract contract, PlanItem stage) => work.NotifyAsync(
        Permission.IssueInvoice, contract.LegalEntityId, $"\"{stage.Name}\" of contract {contract.Number} can be invoiced.",
            "/invoices");

    private static async Task<Outcome<int>> FreeAsync(Work work)
    {
        var days = await LocalDays.ReadAsync(work.Db, work.Now, work.Ct);
        var latest = days.Tomorrow;
        var waiting = work.Db.Set<PlanItem>().Where(item => item.State == PlanItemState.Waiting && item.RetiredInVersion == null);
        var open = await work.Db.Set<Contract>()
            .Where(contract => contract.State != ContractState.Closed
                && waiting.Any(item => item.ContractId == contract.Id && item.Kind != PlanItemKind.Milestone
                    && (item.DueOn <= latest || item.Kind == PlanItemKind.Closing)))
            .Include(contract => contract.Versions).ThenInclude(version => version.Items).AsSplitQuery().ToListAsync(work.Ct);
        var freed = 0;
        foreach (var contract in open)
        {
            var plan = contract.PlanOf(contract.CurrentVersion);
            foreach (var stage in plan.Where(item => StageReadiness.IsDue(item, plan, days.Of(contract.LegalEntityId))).ToList())
            {
                if (stage.MakeBillable(work.Now).IsRefused)
                    continue;
                work.Audit("Stage became billable", "contract", contract.Id.Value, after: stage.Name, reason: WhyOf(stage));
                await TellAsync(work, contract, stage);
                freed++;
            }
        }

        return freed;
    }

    private static string WhyOf(PlanItem stage) =>
        stage.DueOn is { } day ? $"Its day, {DayWords.Of(day)}, has come." : "Every milestone is billed.";
}

/// <summary>The clock of dated stages.</summary>
[Part]
internal sealed class StagesDueJob(StagesDue stages) : IBackgroundJob
{
    public string Name => "stages-due";

    public string Purpose => "Makes retention, dated down payments and closing stages billable when their condition has come.";

    public TimeSpan Every => TimeSpan.FromMinutes(5);

    public async Task<string> RunAsync(Actor actor, CancellationToken ct)
    {
        var freed = await stages.RunAsync(actor, ct);
        return freed.Refusal?.Text ?? (freed.Value == 0 ? JobResults.Nothing : $"{freed.Value} stages became billable");
    }
}
