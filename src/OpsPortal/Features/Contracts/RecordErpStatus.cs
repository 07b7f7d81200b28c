using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;
using OpsPortal.Domain.Exceptions;

namespace OpsPortal.Features.Contracts;

/// <summary>Keeps what the ERP says of a stage. That it is billed there while we could still bill it is a case.</summary>
[UseCase]
internal sealed class RecordErpStatus(CommandRunner runner)
{
    internal sealed record Command(PlanItemId Stage, ErpStatus Status, string Source);

    public Task<Outcome> RunAsync(Command command, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.AmendContract, actor, work => RecordAsync(work, command), ct);

    private static async Task<Outcome> RecordAsync(Work work, Command command)
    {
        if (command.Source.Length > 500)
            return SharedRefusals.TooLong("source", 500);
        var stage = await work.Db.Set<PlanItem>().SingleOrDefaultAsync(item => item.Id == command.Stage, work.Ct);
        if (stage is null || await work.SeenAsync<Contract>(found => found.Id == stage.ContractId) is not { } contract)
            return SharedRefusals.NotFound("stage");
        var before = stage.ErpStatus;
        stage.LearnErp(command.Status, work.Now);
        work.Audit("Recorded ERP status", "contract", contract.Id.Value, $"{stage.Name}: {before}",
            $"{stage.Name}: {stage.ErpStatus}", command.Source);
        if (stage.ErpStatus == ErpStatus.Billed && stage.State != PlanItemState.Billed)
            await OpenCaseAsync(work, contract, stage);
        return Outcome.Done;
    }

    private static Task OpenCaseAsync(Work work, Contract contract, PlanItem stage)
    {
        var amount = new Money(stage.AmountMinor, contract.Currency);
        return work.OpenExceptionAsync(
            ExceptionType.ErpConflict, "contracts.erp-says-billed",
            $"The ERP says that \"{stage.Name}\" of contract {contract.Number} over {amount} is billed; here it is {
                stage.State.ToString().ToLowerInvariant()}.",
            $"erp-billed:{stage.Id}", amount,
                new ExceptionLinks { LegalEntityId = contract.LegalEntityId, ContractId = contract.Id });
    }
}
