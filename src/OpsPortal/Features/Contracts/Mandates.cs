using Microsoft.EntityFrameworkCore;
using OpsPortal.Access;
using OpsPortal.Data;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>A payer's mandates: kept as the step at which the way of paying was collected. The latest one counts.</summary>
internal static class Mandates
{
    private const string Mark = "Mandate ";

    public static ContractStage Step(ContractId contract, string reference, Instant at) =>
        ContractStage.Record(Guid.CreateVersion7(), contract, StageKind.PaymentMethodCollected, $"{Mark}{reference}", at);

    public static async Task<string?> FindAsync(OpsDbContext db, ContractId contract, CancellationToken ct)
    {
        var latest = await db.Set<ContractStage>().AsNoTracking()
            .Where(step => step.ContractId == contract && step.Kind == StageKind.PaymentMethodCollected
                && step.Artefact.StartsWith(Mark))
            .OrderByDescending(step => step.At).Select(step => step.Artefact).FirstOrDefaultAsync(ct);
        return latest?[Mark.Length..];
    }
}

/// <summary>Records the reference under which the buyer's direct debit mandate can be retrieved.</summary>
[UseCase]
internal sealed class RecordMandate(CommandRunner runner)
{
    private const int LongestReference = 100;

    public Task<Outcome> RunAsync(ContractId contract, string reference, Actor actor, CancellationToken ct) =>
        runner.RunAsync(Permission.AmendContract, actor, work => RecordAsync(work, contract, reference.Trim()), ct);

    private static async Task<Outcome> RecordAsync(Work work, ContractId id, string reference)
    {
        if (reference.Length == 0)
            return SharedRefusals.Required("Mandate reference");
        if (reference.Length > LongestReference)
            return SharedRefusals.TooLong("Mandate reference", LongestReference);
        if (await work.SeenAsync<Contract>(found => found.Id == id) is not { } contract)
            return SharedRefusals.NotFound("contract");
        work.Db.Add(Mandates.Step(id, reference, work.Now));
        work.Audit("Recorded mandate", "contract", id.Value, after: reference);
        return Outcome.Done;
    }
}
