using OpsPortal.Access;
using OpsPortal.Domain.Access;
using OpsPortal.Domain.Payouts;

namespace OpsPortal.Features.Payouts.Policies;

/// <summary>Says aloud that what is asked of payouts has changed: to those who sign them and to auditors.</summary>
internal static class NewPolicies
{
    public static async Task TellAsync(Work work, PolicyMade made)
    {
        var words = $"{work.Person.Name} made version {made.Number} of the {made.Policy}. It holds from "
            + $"{DayWords.Of(made.From)}; its maker signs no batch until {DayWords.Of(made.SignsFrom)}.";
        await work.NotifyAsync(Permission.ApproveBatch, null, words, "/admin/policies", made.By);
        await work.NotifyRoleAsync(Role.Auditor, null, words, "/admin/policies", [made.By]);
    }
}
